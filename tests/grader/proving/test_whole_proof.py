"""Whole proofs, with a judge that looks at the text of a source."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from courses.folders.exercise_folder import ExerciseFolder, Source, read_exercise
from grader.errors import BrokenTests
from grader.judging.jobs import Trial
from grader.judging.verdicts import Verdict
from grader.proving.judging_many import Judge
from grader.proving.proofs import Fate, Proof
from grader.proving.whole_proof import Wanted, prove
from tests.courses.examples import exercise_files
from tests.grader.proving.fakes import many_judge, verdict

SOLUTION = b"def double(x):\n    return 2 * x + 0\n"
SEEDED = b"import random\nrandom.seed(0)\ndef double(x):\n    return x + x\n"


def judged_by_text(_folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
    """Take ``2 * x + 0`` and what is the same for right; a seeded program's loss grows with its seed."""
    code = source.content
    if found := re.search(r"random\.seed\((\d+)\)", code):
        return verdict(loss=0.1 + 0.05 * int(found[1]) * (trial.seed or 0))
    if "2 * x" in code and ("+ 0" in code or "- 0" in code):
        return verdict(loss=0.1)
    return verdict("test_any[three]", "test_any[minus]") if "return 2" in code else verdict("test_one")


def proof(tmp_path: Path, wanted: Wanted, judge: Judge = judged_by_text, /, **changes: bytes | None) -> Proof:
    folder = read_exercise(exercise_files(**{"solution.py": SOLUTION, **changes}))
    return prove({"basics/double": folder}, many_judge(tmp_path, judge), wanted)["basics/double"]


def test_sources_alone(tmp_path: Path) -> None:
    found = proof(tmp_path, Wanted())
    assert found.problems == ()
    assert [source.path for source in found.sources] == ["solution.py", "starter.py", "wrong/constant.py"]
    assert (found.mutants, found.seeds, found.seconds) == (None, None, None)


def test_durations_are_measured_anew_one_after_another(tmp_path: Path) -> None:
    taken = iter([0.5, 0.5, 0.5, 9.0, 2.0, 3.0])  # Three sources, then three measurements.

    def judge(folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        return replace(judged_by_text(folder, source, trial), seconds={"total": next(taken)})

    folder = read_exercise(exercise_files(**{"solution.py": SOLUTION}))
    assert prove({"a/b": folder}, many_judge(tmp_path, judge), Wanted(durations=True))["a/b"].seconds == 3.0


def test_a_duration_that_cannot_be_measured_is_a_problem(tmp_path: Path) -> None:
    judged: list[str] = []

    def judge(folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        judged.append(source.path)
        if judged.count("solution.py") > 2:
            raise BrokenTests("the sandbox is gone")
        return judged_by_text(folder, source, trial)

    found = proof(tmp_path, Wanted(durations=True), judge)

    assert found.seconds is None
    assert found.problems == ("solution.py: its duration is unknown: a grading failed",)


def test_a_wrong_solution_is_proved_no_further(tmp_path: Path) -> None:
    found = proof(tmp_path, Wanted(mutants=True, seeds=5), **{"solution.py": b"def double(x):\n    return x\n"})
    assert len(found.sources) == 1
    assert found.problems[0].startswith("solution.py: scores")
    assert (found.mutants, found.seeds) == (None, None)


def test_mutants_are_killed_or_survive(tmp_path: Path) -> None:
    report = proof(tmp_path, Wanted(mutants=True)).mutants
    assert report is not None
    assert {result.mutant.after for result in report.with_fate(Fate.SURVIVED)} == {"return 2 * x - 0"}
    killed = {result.mutant.after: result.by for result in report.with_fate(Fate.KILLED)}
    assert killed["return 2 / x + 0"] == "test_any[three]"
    assert killed["return 3 * x + 0"] == "test_one"
    assert list(report.problems()) == ["the tests notice only 4 of 5 mutants; 85% are wanted"]


def test_a_marked_survivor_is_equivalent(tmp_path: Path) -> None:
    mark = b'equivalent:\n  - {before: "return 2 * x + 0", after: "return 2 * x - 0", reason: Zero.}\n'
    found = proof(tmp_path, Wanted(mutants=True), **{"mutants.yaml": mark})
    assert found.mutants is not None
    assert [result.reason for result in found.mutants.with_fate(Fate.EQUIVALENT)] == ["Zero."]
    assert found.problems == ()


def test_a_mutant_that_chance_decides_counts_for_nothing(tmp_path: Path) -> None:
    mark = b'equivalent:\n  - {before: "return 2 * x + 0", after: "return 3 * x + 0", by_chance: true, reason: Luck.}\n'
    report = proof(tmp_path, Wanted(mutants=True), **{"mutants.yaml": mark}).mutants
    assert report is not None
    assert [result.reason for result in report.with_fate(Fate.EQUIVALENT)] == ["Luck."]
    assert list(report.problems()) == ["the tests notice only 3 of 4 mutants; 85% are wanted"]


def test_marks_that_are_wrong_or_fit_nothing_are_problems(tmp_path: Path) -> None:
    marks = (
        b'equivalent:\n  - {before: "return 2 * x + 0", after: "return 2 * x - 0", reason: Zero.}\n'
        b'  - {before: "return 2 * x + 0", after: "return 3 * x + 0", reason: No.}\n'
        b'  - {before: "gone", after: "also gone", reason: Old.}\n'
    )
    assert proof(tmp_path, Wanted(mutants=True), **{"mutants.yaml": marks}).problems == (
        "mutants.yaml marks a change that is no mutant of the solution: gone → also gone",
        "mutants.yaml marks a change as equivalent that test_one notices: return 3 * x + 0",
    )


def test_the_parts_together_are_all_mutants(tmp_path: Path) -> None:
    reports = [proof(tmp_path, Wanted(mutants=True, part=(which, 3))).mutants for which in range(3)]
    keys = [result.mutant.key for report in reports if report for result in report.results]
    assert len(keys) == len(set(keys)) == 5


def test_a_sample_of_mutants_is_too_small_to_hold_an_exercise_to_its_share(tmp_path: Path) -> None:
    def lets_all_pass(folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        return verdict() if trial.stop_early else judged_by_text(folder, source, trial)

    whole = proof(tmp_path, Wanted(mutants=True), lets_all_pass)
    sample = proof(tmp_path, Wanted(mutants=True, part=(1, 3)), lets_all_pass)

    assert [problem.split(";")[0] for problem in whole.problems] == ["the tests notice only 0 of 5 mutants"]
    assert sample.problems == ()


def test_no_mutant_is_begun_after_the_time_is_up(tmp_path: Path) -> None:
    report = proof(tmp_path, Wanted(mutants=True, minutes=0)).mutants
    assert report is not None
    assert report.count(Fate.NOT_RUN) == 5


def test_a_solution_without_chance_is_judged_under_few_seeds(tmp_path: Path) -> None:
    reports = proof(tmp_path, Wanted(seeds=20)).seeds
    assert reports is not None
    assert [(report.path, report.seeds, report.is_stochastic) for report in reports] == [("solution.py", 3, False)]


def test_chance_is_measured_against_the_threshold(tmp_path: Path) -> None:
    found = proof(tmp_path, Wanted(seeds=12), **{"alternatives/seeded.py": SEEDED})
    assert found.seeds is not None
    report = found.seeds[1]
    assert (report.path, report.seeds, report.passed, report.is_stochastic) == ("alternatives/seeded.py", 12, 12, True)
    (measured,) = report.spreads
    assert measured.values[:2] == pytest.approx((0.15, 0.3))  # Seed 0 was moved to 1 and to 2.
    assert measured.missed == 8
    assert "leaves too little room for loss" in found.problems[0]


def test_failures_under_seeds_are_problems(tmp_path: Path) -> None:
    def judge(folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        if source.path == "solution.py" and trial.seed == 7:
            return verdict("test_one")
        seeded = trial.seed is not None and source.path == "solution.py"
        return verdict(loss=0.01 * (trial.seed or 0)) if seeded else judged_by_text(folder, source, trial)

    folder = read_exercise(exercise_files(**{"solution.py": SOLUTION}))
    found = prove({"a/b": folder}, many_judge(tmp_path, judge), Wanted(seeds=10))["a/b"]
    assert found.problems[0] == "solution.py: fails under 1 of 10 seeds: test_one (1)"


def test_an_error_of_ours_proves_nothing(tmp_path: Path) -> None:
    def judge(folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        if trial.stop_early:
            raise BrokenTests("the tests cannot be run")
        return judged_by_text(folder, source, trial)

    folder = read_exercise(exercise_files(**{"solution.py": SOLUTION}))
    report = prove({"a/b": folder}, many_judge(tmp_path, judge), Wanted(mutants=True))["a/b"].mutants
    assert report is not None
    assert report.count(Fate.ERROR) == len(report.results)
    assert report.share is None
    assert list(report.problems()) == ["mutants could not be judged, for a reason of ours: the tests cannot be run"]


def test_errors_of_ours_under_seeds_are_problems(tmp_path: Path) -> None:
    def judge(folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        if trial.seed is not None and source.path == "solution.py":
            raise BrokenTests("the tests cannot be run")
        return judged_by_text(folder, source, trial)

    found = proof(tmp_path, Wanted(seeds=5), judge)
    assert found.problems == (
        "solution.py: could not be judged under some seeds, for a reason of ours: the tests cannot be run",
    )


def test_wrong_work_that_could_not_be_judged_under_seeds_is_a_problem(tmp_path: Path) -> None:
    def judge(folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        if trial.seed in {2, 3} and source.path.startswith("wrong"):
            raise BrokenTests("the tests cannot be run")
        return judged_by_text(folder, source, trial)

    found = proof(tmp_path, Wanted(seeds=5), judge)
    assert found.problems == (
        "wrong/constant.py: could not be judged under some seeds, for a reason of ours: the tests cannot be run",
    )


def test_what_answers_otherwise_depends_on_the_seed_though_no_test_notices(tmp_path: Path) -> None:
    def judge(folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        return replace(judged_by_text(folder, source, trial), answers_digest=str(trial.seed))

    (report,) = proof(tmp_path, Wanted(seeds=20), judge).seeds or ()
    assert (report.seeds, report.is_stochastic) == (20, True)


def test_two_seeds_do_not_show_that_the_seed_does_not_matter(tmp_path: Path) -> None:
    (report,) = proof(tmp_path, Wanted(seeds=2)).seeds or ()
    assert (report.seeds, report.is_stochastic) == (2, True)


def test_wrong_work_that_a_seed_lets_pass_is_a_problem(tmp_path: Path) -> None:
    def judge(folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        lucky = source.path.startswith("wrong") and trial.seed == 2
        return verdict() if lucky else judged_by_text(folder, source, trial)

    found = proof(tmp_path, Wanted(seeds=5), judge)
    assert found.problems[0] == "wrong/constant.py: under 1 of 3 seeds: should fail test_any[three], but passes it"


def test_a_mutant_that_was_only_too_slow_does_not_count(tmp_path: Path) -> None:
    def judge(folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        found = judged_by_text(folder, source, trial)
        return replace(found, too_slow="3 * x" in source.content)

    report = proof(tmp_path, Wanted(mutants=True), judge).mutants
    assert report is not None
    assert (report.count(Fate.TOO_SLOW), report.judged) == (1, 4)


def test_a_test_that_breaks_over_a_mutant_is_a_problem(tmp_path: Path) -> None:
    def judge(folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        found = judged_by_text(folder, source, trial)
        if "2 / x" not in source.content:
            return found
        return replace(found, reports=tuple(replace(report, outcome="error") for report in found.reports[:1]))

    mark = b'equivalent:\n  - {before: "return 2 * x + 0", after: "return 2 * x - 0", reason: Zero.}\n'
    found = proof(tmp_path, Wanted(mutants=True), judge, **{"mutants.yaml": mark})
    assert found.problems == ("1 mutants break test_one: a student would be told that the test is at fault",)


def test_a_test_that_breaks_over_wrong_work_is_a_problem(tmp_path: Path) -> None:
    def judge(folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        found = judged_by_text(folder, source, trial)
        if not source.path.startswith("wrong"):
            return found
        broken = [replace(r, outcome="error" if r.outcome == "failed" else r.outcome) for r in found.reports]
        return replace(found, reports=tuple(broken))

    assert "wrong/constant.py: breaks test_any[three]" in proof(tmp_path, Wanted(), judge).problems[0]


def test_a_mark_that_fits_two_mutants_must_say_which(tmp_path: Path) -> None:
    mark = b'equivalent:\n  - {before: "x = x + 0", after: "x = x - 0", reason: Zero.}\n'
    twice = b"def double(x):\n    x = x + 0\n    x = x + 0\n    return 2 * x + 0\n"
    found = proof(tmp_path, Wanted(mutants=True), **{"mutants.yaml": mark, "solution.py": twice})
    assert "say which by `line:`: line 2, line 3: x = x + 0" in found.problems[0]
