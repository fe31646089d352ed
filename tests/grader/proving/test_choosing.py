"""A part of the sources: every attempt has its turn, and each test is failed by one in every part."""

from __future__ import annotations

import pytest

from courses.folders.exercise_folder import ExerciseFolder, read_exercise
from grader.proving.choosing import chosen_sources
from tests.courses.examples import exercise_files

PARTS = 3


@pytest.fixture
def folder() -> ExerciseFolder:
    """An exercise with four alternatives and seven wrong attempts, of which one alone fails ``test_one``."""
    code = "def double(x):\n    return x\n"
    right = {f"alternatives/right_{number}.py": f"{code}# {number}\n".encode() for number in range(4)}
    wrong = {f"wrong/any_{number}.py": f"# fails: test_any\n{code}# {number}\n".encode() for number in range(5)}
    both = {"wrong/both.py": f"# fails: test_one, test_any\n{code}".encode()}
    return read_exercise(exercise_files(**right, **wrong, **both))


def paths(folder: ExerciseFolder, which: int) -> list[str]:
    return [source.path for source in chosen_sources(folder, (which, PARTS))]


def test_a_whole_leaves_nothing_out(folder: ExerciseFolder) -> None:
    chosen = chosen_sources(folder)

    assert chosen == (folder.starter_source, *folder.alternatives, *folder.wrong)


def test_everything_has_its_turn(folder: ExerciseFolder) -> None:
    seen = {path for which in range(1, PARTS + 1) for path in paths(folder, which)}

    assert seen == {source.path for source in chosen_sources(folder)}


@pytest.mark.parametrize("which", range(1, PARTS + 1))
def test_a_part_is_smaller_and_fails_every_test(folder: ExerciseFolder, which: int) -> None:
    found = paths(folder, which)

    named = {name for attempt in folder.wrong if attempt.path in found for name in attempt.fails}
    assert named == {"test_one", "test_any"}
    assert "starter.py" in found
    assert len(found) == len(set(found)) < len(chosen_sources(folder))
