"""What differs between two pieces of work."""

from __future__ import annotations

import json
import time

import nbformat

from grader.workbench.differences import MAX_LINES, MAX_STEPS, Budget, Difference, difference, line_hunks


def notebook(*sources: str) -> tuple[str, str]:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return "notebook", str(nbformat.writes(nbformat.v4.new_notebook(cells=cells)))


def kinds(found: Difference) -> list[str]:
    return [cell.kind for cell in found.cells]


def test_changed_lines_stand_beside_each_other_with_their_numbers() -> None:
    (hunk,) = [hunk for hunk in line_hunks(["a", "b", "c"], ["a", "B", "c"]) if hunk.kind == "changed"]
    assert [(line.number, line.text) for line in (*hunk.left, *hunk.right)] == [(2, "b"), (2, "B")]


def test_long_runs_of_equal_lines_are_skipped() -> None:
    same = [f"line {number}" for number in range(50)]
    hunks = line_hunks([*same, "old", *same], [*same, "new", *same])
    assert [(hunk.kind, hunk.count) for hunk in hunks] == [
        ("skipped", 47),
        ("same", 3),
        ("changed", 1),
        ("same", 3),
        ("skipped", 47),
    ]


def test_equal_work_does_not_differ() -> None:
    assert difference(("code", "x = 1\n"), ("code", "x = 1")).is_same


def test_notebooks_are_compared_cell_by_cell() -> None:
    found = difference(notebook("a", "b", "c"), notebook("a", "B", "c", "d"))
    assert kinds(found) == ["same", "changed", "same", "added"]
    assert [cell.right_number for cell in found.cells] == [1, 2, 3, 4]


def test_a_removed_cell_is_named_by_its_old_place() -> None:
    (removed,) = [cell for cell in difference(notebook("a", "b"), notebook("a")).cells if cell.kind == "removed"]
    assert (removed.left_number, removed.right_number) == (2, None)


def test_outputs_do_not_count() -> None:
    output = nbformat.v4.new_output("stream", text="1")
    ran = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("a", outputs=[output])])
    assert difference(notebook("a"), ("notebook", nbformat.writes(ran))).is_same


def test_what_is_no_notebook_is_compared_as_text() -> None:
    assert kinds(difference(("notebook", "{"), ("notebook", "["))) == ["changed"]


def test_what_is_very_long_is_cut() -> None:
    long = "\n".join(str(number) for number in range(MAX_LINES + 10))
    found = difference(("code", long), ("code", "x"))
    assert found.is_cut
    assert sum(len(hunk.left) for hunk in found.cells[0].hunks) == MAX_LINES


def test_lines_made_to_keep_the_comparison_busy_are_given_up() -> None:
    often = [str(number % 100) for number in range(1_450)]
    left = [line for number, word in enumerate(often) for line in (word, f"left {number}")]
    right = [line for number, word in enumerate(often) for line in (word, f"right {number}")]
    budget = Budget(100_000)
    hunks = line_hunks(left, right, budget)
    assert budget.steps < 0
    assert sum(len(hunk.left) for hunk in hunks) == sum(len(hunk.right) for hunk in hunks) == 2_900
    assert len(hunks) < 100


def test_one_budget_is_for_all_cells() -> None:
    left, right = ([word for number in range(90) for word in ("x", f"{side} {number}")] for side in ("a", "b"))
    budget = Budget()
    line_hunks(left, right, budget)
    once = MAX_STEPS - budget.steps
    line_hunks(left, right, budget)
    assert 0 < 2 * once == MAX_STEPS - budget.steps


def test_what_is_damaged_is_compared_without_being_checked_whole() -> None:
    cell = {"cell_type": "code", "metadata": {}, "source": ["x", 1, "\ud800"], "outputs": [{}] * 100_000}
    damaged = json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell]})
    began = time.monotonic()
    found = difference(("notebook", damaged), notebook("y"))
    assert time.monotonic() - began < 2
    assert [line.text for line in found.cells[0].hunks[0].left] == ["x?"]
