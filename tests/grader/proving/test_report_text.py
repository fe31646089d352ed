"""A proof as a table and lines."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rich.console import Console

from courses.folders.exercise_folder import read_exercise
from courses.folders.exercise_settings import MutantChange
from grader.proving.mutants import mutants_of
from grader.proving.proofs import Fate, MutantReport, MutantResult, Proof, SeedReport, problems_together
from grader.proving.report_text import lines, table
from grader.proving.whole_proof import Wanted, prove
from tests.courses.examples import exercise_files
from tests.grader.proving.fakes import many_judge, verdict

MUTANT = mutants_of(read_exercise(exercise_files(**{"solution.py": b"def double(x):\n    return 2 * x\n"})))[0]


def proof(fates: list[Fate] | None = None, seeds: tuple[SeedReport, ...] | None = None) -> Proof:
    results = tuple(MutantResult(mutant=MUTANT, fate=fate) for fate in fates or ())
    return Proof(
        exercise="basics/double",
        title={"en": "Double", "ko": "두 배"},
        usually_seconds=1,
        seconds=None,
        sources=(),
        source_problems=(),
        mutants=None if fates is None else MutantReport(results=results),
        seeds=seeds,
    )


def seed_report(seeds: int, passed: int, *, is_stochastic: bool = True) -> SeedReport:
    return SeedReport(
        path="solution.py", seeds=seeds, passed=passed, is_stochastic=is_stochastic, failures={}, spreads=()
    )


def row(shown: Proof) -> list[str]:
    console = Console(width=140, highlight=False)
    with console.capture() as captured:
        console.print(table([shown]))
    return captured.get().splitlines()[1].partition(shown.exercise)[2].split()


def test_together_more_must_be_noticed_than_in_each() -> None:
    one, other = proof([Fate.KILLED] * 9 + [Fate.SURVIVED]), proof([Fate.KILLED] * 10)
    assert problems_together([one, other]) == []
    assert problems_together([one]) == ["the tests notice 9 of 10 mutants together; 95% are wanted"]


@pytest.mark.parametrize("fates", [None, [], [Fate.NOT_RUN], [Fate.TOO_SLOW, Fate.EQUIVALENT]])
def test_what_was_not_judged_is_neither_noticed_nor_missed(fates: list[Fate] | None) -> None:
    assert problems_together([proof(fates)]) == []


def test_a_row_counts_every_fate() -> None:
    fates = [Fate.KILLED] * 3 + [Fate.SURVIVED, Fate.EQUIVALENT, Fate.TOO_SLOW, Fate.ERROR, Fate.NOT_RUN]
    assert row(proof(fates)) == ["0", "8", "3/4", "1", "1", "1", "1", "1"]


def test_nothing_judged_is_no_share() -> None:
    assert row(proof([Fate.NOT_RUN])) == ["0", "1", "–", "0", "0", "0", "0", "1"]


@pytest.mark.parametrize(
    ("reports", "cells"),
    [
        ((seed_report(200, 199), seed_report(190, 190)), ["190", "1"]),
        ((seed_report(3, 3, is_stochastic=False),), ["alike", "0"]),
        ((seed_report(0, 0),), ["–"]),
    ],
)
def test_a_row_tells_the_fewest_seeds_and_all_failures(reports: tuple[SeedReport, ...], cells: list[str]) -> None:
    assert row(proof(seeds=reports)) == ["0", *cells]


def test_a_survivor_is_told_with_its_line_and_diff() -> None:
    told = list(lines(proof([Fate.KILLED] * 9 + [Fate.SURVIVED])))
    assert told[0] == "  survived: another operator, line 2 of solution.py"
    assert "    +    return 2 / x" in told


def test_the_mark_that_is_offered_for_a_survivor_fits_it() -> None:
    told = [line.removeprefix("      ") for line in lines(proof([Fate.SURVIVED]))]
    offered = yaml.safe_load("\n".join(told[told.index("- before: return 2 * x") :]))
    assert MUTANT.is_marked(MutantChange(**{**offered[0], "reason": "Both are the same."}))


def test_it_is_said_why_mutants_were_not_judged(tmp_path: Path) -> None:
    folder = read_exercise(exercise_files())
    judge = many_judge(tmp_path, lambda *_: verdict("test_one"))
    found = prove({"a/b": folder}, judge, Wanted(mutants=True))["a/b"]
    assert list(lines(found))[-1] == "  Mutants and seeds were not judged: first mend what is above."
