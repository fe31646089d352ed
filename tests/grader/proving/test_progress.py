"""How far a proof has come, on a terminal and elsewhere."""

from __future__ import annotations

import pytest

from courses.folders.exercise_folder import read_exercise
from grader.proving.judging_many import Task
from grader.proving.progress import Bar, Lines
from tests.courses.examples import exercise_files

FOLDER = read_exercise(exercise_files())
TASK = Task(exercise="basics/double", folder=FOLDER, source=FOLDER.solution)


def test_a_line_tells_what_begins_and_nothing_of_nothing() -> None:
    written: list[str] = []
    lines = Lines(written.append)
    lines.begin("mutants", 1200)
    lines.begin("seeds", 0)
    assert written == ["mutants: 1,200"]


def test_a_line_now_and_then_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([0.0, 4.0, 11.0, 12.0])
    monkeypatch.setattr("grader.proving.progress.time.monotonic", lambda: next(now))
    written: list[str] = []
    lines = Lines(written.append)
    lines.begin("mutants", 3)
    for _ in range(3):
        lines.advance(TASK)
    assert written[1:] == ["mutants: 2 of 3 (basics/double)"]


def test_a_bar_fills_a_row_for_each_kind_of_work(capsys: pytest.CaptureFixture[str]) -> None:
    with Bar() as bar:
        bar.begin("solutions", 2)
        bar.advance(TASK)
        bar.begin("starters", 0)
        bar.advance(TASK)
        bar.begin("mutants", 1)
        bar.advance(TASK)
    shown = capsys.readouterr().err
    assert "1/2" in shown
    assert "starters" not in shown
    assert "1/1" in shown
