"""Every bundled exercise proves itself: each day by another quarter of its attempts and tenth of its mutants."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from courses.folders.exercise_folder import read_exercise_directory
from courses.folders.finding import find_exercises
from courses.loading import BUNDLED_CONTENT

DIRECTORIES = find_exercises(BUNDLED_CONTENT)
FOLDERS = {name: read_exercise_directory(directory) for name, directory in DIRECTORIES.items()}

Proofs = dict[str, dict[str, Any]]

each_exercise = pytest.mark.parametrize("name", FOLDERS)


@pytest.mark.slow
@each_exercise
def test_sources(name: str, proofs: Proofs) -> None:
    assert proofs[name]["source_problems"] == []


@pytest.mark.slow
@each_exercise
def test_marks_of_equivalent_mutants(name: str, proofs: Proofs) -> None:
    report = proofs[name]["mutants"]
    assert report["mark_problems"] == []
    assert [one["after"] for one in report["results"] if one["fate"] == "killed" and one["reason"]] == []


@pytest.mark.slow
def test_todays_mutants(verified: dict[str, Any], proofs: Proofs) -> None:
    results = [one | {"of": name} for name, proof in proofs.items() for one in proof["mutants"]["results"]]
    survivors = [f"{one['of']}, line {one['line']}: {one['after']}" for one in results if one["fate"] == "survived"]
    assert any(one["fate"] == "killed" for one in results)
    assert verified["problems"] == [], "\n".join(survivors)
    assert [one for one in results if one["error"] or one["breaks"]] == []


@each_exercise
def test_right_work_of_several_styles_is_at_hand(name: str) -> None:
    folder = FOLDERS[name]
    assert len(folder.alternatives) >= (2 if folder.environment == "numpy" else 4)
    assert len(folder.wrong) >= 3


@each_exercise
def test_limits_and_duration_are_stated(name: str) -> None:
    settings = (Path(DIRECTORIES[name]) / "exercise.yaml").read_text("utf-8")
    for line in ("limits:", "usually_seconds:"):
        assert f"\n{line}" in settings
    assert FOLDERS[name].usually_seconds <= 20
