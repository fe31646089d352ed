"""What a proof found out about one exercise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    """It survived, or may by chance, and its author says why no test could surely notice it."""
    TOO_SLOW = "too slow"
    """A limit of time ended it, which a slower computer might also do to right work."""
    ERROR = "error"
    """It could not be judged, for a reason of ours."""
    NOT_RUN = "not run"


COUNTED = (Fate.SURVIVED, Fate.EQUIVALENT, Fate.TOO_SLOW, Fate.ERROR, Fate.NOT_RUN)
"""The fates that reports count beside the killed ones."""


@dataclass(frozen=True, kw_only=True)
class MutantResult:
    """A mutant's fate.

    ``by`` is the test that noticed it; ``breaks`` the tests that broke over it, so that a student would be told that
    the test is at fault; ``error`` why it could not be judged; ``reason`` the author's, of an equivalent one.
    """

    mutant: Mutant
    fate: Fate
    by: str = ""
    breaks: tuple[str, ...] = ()
    error: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class MutantReport:
    """The mutants of one exercise, but for those of other parts, of which there are ``left_out``.

    ``mark_problems`` tells of marks of equivalence that fit no mutant or several.
    """

    results: tuple[MutantResult, ...]
    mark_problems: tuple[str, ...] = ()
    left_out: int = 0

    def count(self, fate: Fate) -> int:
        """Return how many met this fate."""
        return sum(result.fate == fate for result in self.results)

    @property
    def is_sample(self) -> bool:
        """Whether some of the exercise's mutants were not run, for whatever reason."""
        return bool(self.left_out or self.count(Fate.NOT_RUN))

    @property
    def judged(self) -> int:
        """How many were judged and are not marked equivalent."""
        return self.count(Fate.KILLED) + self.count(Fate.SURVIVED)

    @property
    def share(self) -> float | None:
        """The share of those judged that were killed; ``None`` where none was judged."""
        return self.count(Fate.KILLED) / self.judged if self.judged else None

    def with_fate(self, fate: Fate) -> list[MutantResult]:
        """Return the results with this fate."""
        return [result for result in self.results if result.fate == fate]

    def problems(self) -> Iterator[str]:
        """Yield what must be mended before students are graded."""
        yield from self.mark_problems
        for result in self.with_fate(Fate.KILLED):
            if result.reason:
                yield f"mutants.yaml marks a change as equivalent that {result.by} notices: {result.mutant.after}"
        if broken := sorted({test for result in self.results for test in result.breaks}):
            count = sum(bool(result.breaks) for result in self.results)
            yield f"{count} mutants break {', '.join(broken)}: a student would be told that the test is at fault"
        for error in sorted({result.error for result in self.with_fate(Fate.ERROR)}):
            yield f"mutants could not be judged, for a reason of ours: {error}"
        if not self.is_sample and self.share is not None and self.share < LEAST_KILLED:
            killed = f"{self.count(Fate.KILLED)} of {self.judged}"
            yield f"the tests notice only {killed} mutants; {LEAST_KILLED:.0%} are wanted"


def unjudged(error: str) -> str:
    """Return the problem of a source that some seeds gave no verdict for."""
    return f"could not be judged under some seeds, for a reason of ours: {error}"


@dataclass(frozen=True, kw_only=True)
class SeedReport:
    """One right source under many seeds.

    ``seeds`` counts those judged; ``is_stochastic`` is whether anything that it answered differed between them, or they
    were too few to say that nothing does; ``failures`` counts the tests that did not pass, by id; ``fixed_seeds`` are
    seeds in its code that were not moved, ``errors`` why seeds could not be judged, for reasons of ours.
    """

    path: str
    seeds: int
    passed: int
    is_stochastic: bool
    failures: dict[str, int]
    spreads: tuple[Spread, ...]
    fixed_seeds: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def highest_rate(self) -> float:
        """The rate of false failures that these seeds leave possible with 95 % confidence; 1 without any seed."""
        return highest_rate(self.seeds - self.passed, self.seeds) if self.seeds else 1.0

    def problems(self) -> Iterator[str]:
        """Yield what must be mended before students are graded."""
        for error in self.errors:
            yield f"{self.path}: {unjudged(error)}"
        for code in self.fixed_seeds:
            yield f"{self.path}: `{code}` is a seed that cannot be moved; write a number there"
        if self.passed < self.seeds:
            failures = ", ".join(f"{test} ({count})" for test, count in sorted(self.failures.items()))
            yield f"{self.path}: fails under {self.seeds - self.passed} of {self.seeds} seeds: {failures}"
        for spread in self.spreads:
            if spread.is_tight and spread.suggested is None:
                yield f"{self.path}: {spread.test}: {spread.name} reaches {spread.worst:.2g}; half of it should do"
            elif spread.is_tight:
                yield (
                    f"{self.path}: {spread.test}: {spread.bound} {spread.threshold:g} leaves too little room for "
                    f"{spread.name}; by a fitted distribution {spread.suggested:.4g} fails fewer than "
                    f"1 in {1 / FALSE_FAIL_RATE:,.0f}"
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
    """All that was found out about one exercise.

    ``seconds`` is what its solution's grading takes with nothing beside it, ``None`` where that was not measured,
    ``is_unmeasured`` where it should have been; ``wrong_under_seeds`` tells of known-wrong attempts that fail other
    tests under a seed than they name; with ``is_cut_short`` mutants or seeds were wanted, but the sources have problems
    that come first.
    """

    exercise: str
    title: Text
    usually_seconds: float
    seconds: float | None
    sources: tuple[SourceResult, ...]
    source_problems: tuple[str, ...]
    mutants: MutantReport | None = None
    seeds: tuple[SeedReport, ...] | None = None
    wrong_under_seeds: tuple[str, ...] = ()
    is_cut_short: bool = False
    is_unmeasured: bool = False

    @property
    def solution_seconds(self) -> float:
        """What judging the solution took, beside whatever else was being judged."""
        return self.sources[0].seconds

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything that must be mended, one sentence each."""
        found = list(self.source_problems)
        found += [f"{self.sources[0].path}: its duration is unknown: a grading failed"] if self.is_unmeasured else []
        found += self.mutants.problems() if self.mutants else ()
        for report in self.seeds or ():
            found += report.problems()
        found += self.wrong_under_seeds
        return tuple(found)


def problems_together(proofs: Sequence[Proof]) -> list[str]:
    """Return what is wrong with all exercises taken together."""
    reports = [proof.mutants for proof in proofs if proof.mutants]
    killed = sum(report.count(Fate.KILLED) for report in reports)
    judged = sum(report.judged for report in reports)
    if judged and killed < judged * LEAST_KILLED_TOGETHER:
        return [f"the tests notice {killed} of {judged} mutants together; {LEAST_KILLED_TOGETHER:.0%} are wanted"]
    return []
