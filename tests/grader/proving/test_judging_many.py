"""Judging many sources side by side."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from courses.folders.exercise_folder import ExerciseFolder, Source, read_exercise
from grader.errors import BrokenTests
from grader.judging.jobs import Trial
from grader.judging.verdicts import Verdict
from grader.proving.judging_many import ManyJudge, Task, in_turn
from grader.proving.verdict_store import VerdictStore
from tests.courses.examples import exercise_files
from tests.grader.proving.fakes import Silent, many_judge, verdict

FOLDER = read_exercise(exercise_files())
TASK = Task(exercise="basics/double", folder=FOLDER, source=FOLDER.solution)
OTHER = Task(exercise="basics/double", folder=FOLDER, source=FOLDER.starter_source)


class Counting:
    """A judge that counts how often it was asked."""

    def __init__(self, error: Exception | None = None) -> None:
        self.asked: list[str] = []
        self.error = error

    def __call__(self, _folder: ExerciseFolder, source: Source, _trial: Trial) -> Verdict:
        self.asked.append(source.path)
        if self.error is not None:
            raise self.error
        return verdict()


def test_nothing_is_judged_twice(tmp_path: Path) -> None:
    judge = Counting()
    first = many_judge(tmp_path, judge).all("all", [TASK, OTHER])
    second = many_judge(tmp_path, judge).all("all", [TASK, OTHER])
    assert first == second == [verdict(), verdict()]
    assert sorted(judge.asked) == ["solution.py", "starter.py"]


def test_fresh_judges_again(tmp_path: Path) -> None:
    judge = Counting()
    many_judge(tmp_path, judge).all("all", [TASK])
    ManyJudge(judge, VerdictStore(tmp_path), Silent(), at_once=1, fresh=True).all("all", [TASK])
    assert judge.asked == ["solution.py"] * 2


def test_an_error_of_ours_is_returned_and_not_kept(tmp_path: Path) -> None:
    judge = Counting(BrokenTests("no"))
    results = [many_judge(tmp_path, judge).all("all", [TASK])[0] for _ in range(2)]
    assert [type(result) for result in results] == [BrokenTests, BrokenTests]
    assert len(judge.asked) == 2


def test_nothing_is_begun_after_the_time_is_up_but_what_is_known_is_told(tmp_path: Path) -> None:
    judge = Counting()
    many_judge(tmp_path, judge).all("all", [TASK])
    results = many_judge(tmp_path, judge).all("all", [TASK, OTHER], until=time.monotonic() - 1)
    assert results == [verdict(), None]


def test_progress_is_told(tmp_path: Path) -> None:
    progress = Silent()
    many_judge(tmp_path, Counting(), progress).all("solutions", [TASK])
    assert progress.heard == ["solutions: 1", "solution.py"]


def test_all_groups_get_their_turn() -> None:
    assert in_turn([[1, 2, 3], [], [4], [5, 6]]) == [1, 4, 5, 2, 6, 3]


def test_what_a_busy_computer_may_have_failed_is_judged_again(tmp_path: Path) -> None:
    asked: list[str] = []

    def slow(_folder: ExerciseFolder, source: Source, _trial: Trial) -> Verdict:
        asked.append(source.path)
        return replace(verdict("test_one"), too_slow=True)

    for _ in range(2):
        many_judge(tmp_path, slow).all("all", [TASK])

    assert len(asked) == 2
