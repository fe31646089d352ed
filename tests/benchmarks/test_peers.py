"""The arithmetic of the comparison with other tools, and what is written for each of them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import nbformat
import pytest

from benchmarks.peers.assignments import Assignment, Check, all_assignments
from benchmarks.peers.flame import draw, read, short
from benchmarks.peers.measuring import Measuring, Series, Task, ratios
from benchmarks.peers.memory import family, proportional
from benchmarks.peers.report import OURS, Target, spread, targets_table, times_table
from benchmarks.peers.stages import stages_of
from benchmarks.peers.writing import (
    nbgrader_submission,
    notebook_of,
    script_of,
    write_course,
    write_nbgrader,
    write_otter,
)
from courses.folders.course_folder import read_courses

ASSIGNMENT = Assignment(
    name="sum",
    environment="numpy",
    cells=("def add(a, b):\n    return a + b",),
    functions=True,
    checks=(
        Check(name="two", names=("add",), code="assert add(1, 1) == 2"),
        Check(name="three", names=("add",), code="assert add(1, 2) == 3", hidden=True),
    ),
)


class CountingTool:
    """A tool that gives the same points whatever it is given."""

    def __init__(self, name: str, points: float) -> None:
        self.name = name
        self.points = points
        self.graded: list[int] = []

    def prepare(self, assignment: Assignment, number: int) -> None:
        """Nothing to lay out."""

    def grade(self, assignment: Assignment, number: int) -> float:
        self.graded.append(number)
        return self.points

    def pids(self) -> list[int]:
        return []

    def close(self) -> None:
        """Nothing to end."""


def test_tools_are_measured_in_turn_and_six_are_six(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("benchmarks.peers.measuring.PAUSE_SECONDS", 0)
    one, other = CountingTool("one", 2), CountingTool("other", 2)
    measuring = Measuring([one, other])
    task = Task(name="six", assignment=ASSIGNMENT, submissions=6)

    measuring.measure(task, [one, other], 2, lambda _: None)

    assert [(series.tool, series.task, len(series.seconds)) for series in measuring.series] == [
        ("one", "six", 2),
        ("other", "six", 2),
    ]
    assert len(set(one.graded)) == 6 * 3


def test_a_tool_that_gives_wrong_points_is_not_timed():
    tool = CountingTool("broken", 1)

    with pytest.raises(RuntimeError, match="broken gave"):
        Measuring([tool]).measure(Task(name="one", assignment=ASSIGNMENT), [tool], 1, lambda _: None)


def test_ratios_are_taken_turn_by_turn():
    assert ratios(Series("a", "", [8.0, 9.0]), Series("b", "", [2.0, 3.0])) == [4.0, 3.0]


@pytest.mark.parametrize(("times", "at_least", "reached"), [(4, True, True), (5, True, False), (4, False, True)])
def test_a_target_is_held_against_the_median(times: float, at_least: bool, reached: bool):
    target = Target(task="t", above="x", below=OURS, times=times, at_least=at_least)
    series = [Series("x", "t", [8.0, 9.0, 2.0]), Series(OURS, "t", [2.0, 2.0, 2.0])]

    found = target.found(series)

    assert found == [4.0, 4.5, 1.0]
    assert target.is_reached(found) is reached


def test_the_tables_tell_ratios_spread_and_memory():
    series = [
        Series(OURS, "t", [0.5, 0.25, 0.5], [100 << 20] * 3),
        Series("slow", "t", [5.0, 5.0, 6.0], [300 << 20, 200 << 20, 400 << 20]),
    ]
    target = Target(task="t", above="slow", below=OURS, times=20)

    assert times_table(series).splitlines()[2:] == [
        "| t | Backpass | 500 ms | 250 ms – 500 ms |  | 100 MiB |",
        "| t | slow | 5.00 s | 5.00 s – 6.00 s | 12 (10 – 20) | 300 MiB |",
    ]
    assert targets_table([target], series).splitlines()[-1] == (
        "| t: slow / Backpass | 12 (10 – 20) | ≥ 20 | **missed** |"
    )
    assert targets_table([Target(task="u", above="slow", below=OURS, times=1)], series).count("\n") == 1
    assert spread([1.0, 2.0, 10.0], " s") == "2 s (1 – 10)"


def test_the_family_of_a_process_leaves_others_out():
    parents = {2: 1, 3: 2, 4: 3, 5: 1, 6: 5, 7: 99}

    assert family(parents, {1}, [5]) == {1, 2, 3, 4}
    assert family(parents, {2, 5}, []) == {2, 3, 4, 5, 6}


def test_memory_is_read_of_living_processes_only():
    assert proportional(os.getpid()) > 1 << 20
    assert proportional(1 << 22) == 0


def test_stages_add_up_and_leave_out_what_did_not_happen():
    marks = {"claimed": 1.0, "started": 1.5, "notebook": 2.0, "loaded": 1.75, "tests": 3.0, "ended": 3.5}

    stages = stages_of(0.5, marks, 4.0)

    assert stages == {
        "claimed": 0.5, "started": 0.5, "notebook": 0.5, "loaded": 0.0, "tests": 1.0, "ended": 0.5, "stored": 0.5
    }  # fmt: skip
    assert sum(stages.values()) == 3.5


def test_the_assignments_are_those_that_are_spoken_of():
    functions, iris = all_assignments()

    assert sum(check.hidden for check in functions.checks) == 3
    assert [check.hidden for check in iris.checks] == [False, True, True]
    assert any("epochs=5," in cell for cell in iris.cells)
    assert "177_219" in iris.checks[0].code


def test_the_script_runs_work_and_tests_together():
    found: dict[str, object] = {}

    exec(script_of(ASSIGNMENT), found)

    assert found["points"] == 2


def test_the_exercises_can_be_read_and_hide_what_is_hidden(tmp_path: Path):
    write_course(tmp_path, all_assignments())

    (course,) = read_courses(tmp_path)

    exercises = course.units[0].exercises
    assert [exercise.slug for exercise in exercises] == ["functions", "iris"]
    tests = exercises[1].folder.test_files["tests/test_speed.py"].decode()
    assert tests.count("@pytest.mark.hidden") == 2


def test_otter_has_a_file_for_each_test(tmp_path: Path):
    write_otter(tmp_path, ASSIGNMENT)

    assert {path.name for path in (tmp_path / "tests").iterdir()} == {"two.py", "three.py"}
    assert "hidden=True" in (tmp_path / "tests" / "three.py").read_text()


def test_nbgrader_has_the_work_in_its_solution_cells(tmp_path: Path):
    write_nbgrader(tmp_path, ASSIGNMENT)
    source = (tmp_path / "source" / "sum" / "sum.ipynb").read_text()

    handed_in = nbformat.reads(nbgrader_submission(source, ASSIGNMENT, 7), as_version=4)

    assert handed_in.cells[0].source == f"{ASSIGNMENT.cells[0]}\n# 7"
    assert "BEGIN HIDDEN TESTS" not in handed_in.cells[1].source
    assert "BEGIN HIDDEN TESTS" in handed_in.cells[2].source


def test_no_two_notebooks_are_the_same():
    one, other = (json.loads(notebook_of(ASSIGNMENT, number)) for number in (1, 2))

    assert one["cells"][0]["source"] != other["cells"][0]["source"]


def test_a_flame_graph_shows_each_part_and_no_path():
    stacks = [
        'process 1:"/home/someone/python -m sandbox";serve (grader/testkit/answers.py:44);fit (/home/a/b/c.py:3) 6',
        "main (grader/testkit/runner.py:4);test_x (/box/tests/test_x.py:3) 4",
        "grade (grader/queueing/working.py:1);poll (x.py:2);FrameSocket._read (sandbox/wire.py:264) 50",
        "something (else.py:2) 50",
    ]

    root = read(stacks)
    image = draw(root, "Title")

    assert {name: frame.count for name, frame in root.called.items()} == {"submission jail": 6, "tests jail": 4}
    assert "fit (b/c.py): 60.0 %" in image
    assert "home" not in image
    assert short("<frozen importlib>") == "<frozen importlib>"
