"""What a proof found out about one exercise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from courses.text import Text
from grader.proving.mutants import Mutant
from grader.proving.spread import FALSE_FAIL_RATE, Spread, highest_rate

LEAST_KILLED = 0.85
"""The share of an exercise's mutants that its tests must notice, those that are marked equivalent aside."""
LEAST_KILLED_TOGETHER = 0.95
"""The same over all exercises of one proof."""


class Fate(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"
    NOT_RUN = "not run"


@dataclass(frozen=True, kw_only=True)
class MutantResult:
    """A mutant's fate: ``by`` is the test that noticed it or why it could not be judged; ``reason`` is the author's."""

    mutant: Mutant
    fate: Fate
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class MutantReport:
    """All mutants of one exercise; ``stale`` are marks of equivalence that fit no mutant any more."""

    results: tuple[MutantResult, ...]
    stale: tuple[str, ...] = ()

    def count(self, fate: Fate) -> int:
        """Return how many met this fate."""
        return sum(result.fate == fate for result in self.results)

    @property
    def judged(self) -> int:
        """How many were judged and are not marked equivalent."""
        return self.count(Fate.KILLED) + self.count(Fate.SURVIVED)

    @property
    def share(self) -> float:
        """The share of those judged that were killed; 1 where none was."""
        return self.count(Fate.KILLED) / self.judged if self.judged else 1.0

    def with_fate(self, fate: Fate) -> list[MutantResult]:
        """Return the results with this fate."""
        return [result for result in self.results if result.fate == fate]

    def problems(self) -> Iterator[str]:
        """Yield what must be mended before students are graded."""
        for change in self.stale:
            yield f"mutants.yaml marks a change that is no mutant of the solution: {change}"
        for result in self.with_fate(Fate.KILLED):
            if result.reason:
                yield f"mutants.yaml marks a change as equivalent that {result.by} notices: {result.mutant.after}"
        if self.share < LEAST_KILLED:
            killed = f"{self.count(Fate.KILLED)} of {self.judged}"
            yield f"the tests notice only {killed} mutants; {LEAST_KILLED:.0%} are wanted"


@dataclass(frozen=True, kw_only=True)
class SeedReport:
    """One right source under many seeds. ``failures`` counts the tests that did not pass, by id."""

    path: str
    seeds: int
    passed: int
    is_stochastic: bool
    failures: dict[str, int]
    spreads: tuple[Spread, ...]

    @property
    def highest_rate(self) -> float:
        """The rate of false failures that these seeds leave possible with 95 % confidence."""
        return highest_rate(self.seeds - self.passed, self.seeds)

    def problems(self) -> Iterator[str]:
        """Yield what must be mended before students are graded."""
        if self.passed < self.seeds:
            failures = ", ".join(f"{test} ({count})" for test, count in sorted(self.failures.items()))
            yield f"{self.path}: fails under {self.seeds - self.passed} of {self.seeds} seeds: {failures}"
        for spread in self.spreads:
            if spread.is_tight:
                yield (
                    f"{self.path}: {spread.test}: {spread.bound} {spread.threshold:g} leaves too little room for "
                    f"{spread.name}; {spread.suggested:.4g} fails fewer than 1 in {1 / FALSE_FAIL_RATE:,.0f}"
                )


@dataclass(frozen=True, kw_only=True)
class SourceResult:
    """How one source of the folder was judged; scores are points as text, such as ``"10.00"``."""

    path: str
    status: str
    score: str
    failing: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Proof:
    """All that was found out about one exercise; ``seconds`` is what its solution's grading took."""

    exercise: str
    title: Text
    usually_seconds: float
    seconds: float | None
    sources: tuple[SourceResult, ...]
    source_problems: tuple[str, ...]
    mutants: MutantReport | None = None
    seeds: tuple[SeedReport, ...] | None = None

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything that must be mended, one sentence each."""
        found = list(self.source_problems)
        found += self.mutants.problems() if self.mutants else ()
        for report in self.seeds or ():
            found += report.problems()
        return tuple(found)
