"""Mutants of a solution as an exercise's author meets them."""

from __future__ import annotations

import json

import nbformat

from courses.folders.exercise_folder import read_exercise
from courses.folders.exercise_settings import MutantChange
from grader.proving.mutants import mutants_of
from tests.courses.examples import exercise_files

FOLDER = read_exercise(exercise_files(**{"solution.py": b"def double(x):\n    y = x\n    return 2 * y\n"}))


def notebook(*cells: str) -> bytes:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    return str(nbformat.writes(made)).encode()


def test_a_mutant_knows_its_lines() -> None:
    found = {(mutant.line, mutant.before, mutant.after) for mutant in mutants_of(FOLDER)}
    assert found == {
        (3, "return 2 * y", "return 2 / y"),
        (3, "return 2 * y", "return 3 * y"),
        (3, "return 2 * y", "return 1 * y"),
    }


def test_a_mutant_shows_its_diff() -> None:
    first = mutants_of(FOLDER)[0]
    assert "-    return 2 * y\n+    return" in first.diff
    assert first.source.path == "solution.py"


def test_keys_are_unique_and_stay_when_other_lines_change() -> None:
    longer = read_exercise(
        exercise_files(**{"solution.py": b"def double(x):\n    z = x\n    y = z\n    return 2 * y\n"})
    )
    keys = [mutant.key for mutant in mutants_of(FOLDER)]
    assert len(set(keys)) == len(keys)
    assert keys == [mutant.key for mutant in mutants_of(longer)]


def test_the_same_change_on_two_lines_is_two_mutants() -> None:
    twice = read_exercise(exercise_files(**{"solution.py": b"def double(x):\n    x += 1\n    x += 1\n    return x\n"}))
    removed = [mutant for mutant in mutants_of(twice) if mutant.after == "pass"]
    assert [mutant.line for mutant in removed] == [2, 3]
    assert removed[0].key != removed[1].key


def test_an_authors_mark_fits_whatever_the_indentation() -> None:
    mutant = next(mutant for mutant in mutants_of(FOLDER) if mutant.after == "return 2 / y")
    assert mutant.is_marked(MutantChange(before="  return 2 * y", after="return 2 / y\n", reason="r"))
    assert not mutant.is_marked(MutantChange(before="return 2 * y", after="return 3 * y", reason="r"))


def test_a_mark_with_a_line_fits_there_alone() -> None:
    twice = read_exercise(exercise_files(**{"solution.py": b"def double(x):\n    x += 1\n    x += 1\n    return x\n"}))
    mark = MutantChange(before="x += 1", after="pass", line=3, reason="r")
    assert [mutant.line for mutant in mutants_of(twice) if mutant.is_marked(mark)] == [3]


def test_a_notebook_is_changed_cell_by_cell() -> None:
    settings = b"title: {en: T, ko: T}\npoints: 10\nkind: notebook\n"
    files = exercise_files(
        **{
            "exercise.yaml": settings,
            "starter.py": None,
            "solution.py": None,
            "starter.ipynb": notebook("x = a"),
            "solution.ipynb": notebook("%matplotlib inline\nx = a - b", "%%bash\nls -l *", "y = x", "z = x + y"),
        }
    )
    first, second = mutants_of(read_exercise(files))
    cells = [cell["source"] for cell in json.loads(second.source.content)["cells"]]
    assert cells[3] == "z = x - y"
    assert ["".join(cell) for cell in cells[1:3]] == ["%%bash\nls -l *", "y = x"]
    assert json.loads(first.source.content)["cells"][0]["source"] == "%matplotlib inline\nx = a + b"
    assert (first.line, second.source.format) == (2, "notebook")
