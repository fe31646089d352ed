"""Every bundled exercise proves itself, and each day another tenth of the mutants of their solutions is judged."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from courses.exercise_folder import read_exercise_directory
from courses.finding import find_exercises
from courses.loading import BUNDLED_CONTENT
from grader.proving.judging_many import ManyJudge, judge_with
from grader.proving.proofs import Fate, Proof, problems_together
from grader.proving.verdict_store import VerdictStore
from grader.proving.whole_proof import Wanted, prove
from sandbox import Client, private_server
from tests.grader.proving.fakes import Silent

PARTS = 10
DIRECTORIES = find_exercises(BUNDLED_CONTENT)
FOLDERS = {name: read_exercise_directory(directory) for name, directory in DIRECTORIES.items()}

each_exercise = pytest.mark.parametrize("name", FOLDERS)


@pytest.fixture(scope="module")
def proofs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Proof]]:
    """The proof of every exercise, with today's part of the mutants."""
    at_once = len(os.sched_getaffinity(0))
    wanted = Wanted(mutants=True, part=(dt.datetime.now(tz=dt.UTC).toordinal(), PARTS))
    environments = {folder.environment for folder in FOLDERS.values()}
    with private_server(environments, at_once) as socket:
        store = VerdictStore(tmp_path_factory.mktemp("verdicts"))
        yield prove(FOLDERS, ManyJudge(judge_with(Client(socket)), store, Silent(), at_once=at_once), wanted)


@pytest.mark.slow
@each_exercise
def test_sources(name: str, proofs: dict[str, Proof]) -> None:
    assert proofs[name].source_problems == ()


@pytest.mark.slow
@each_exercise
def test_marks_of_equivalent_mutants(name: str, proofs: dict[str, Proof]) -> None:
    report = proofs[name].mutants
    assert report is not None
    assert report.mark_problems == ()
    assert [result.mutant.after for result in report.with_fate(Fate.KILLED) if result.reason] == []


@pytest.mark.slow
def test_todays_mutants(proofs: dict[str, Proof]) -> None:
    results = [result for proof in proofs.values() if proof.mutants for result in proof.mutants.results]
    survivors = [f"{result.mutant.diff}" for result in results if result.fate == Fate.SURVIVED]
    assert any(result.fate == Fate.KILLED for result in results)
    assert problems_together(list(proofs.values())) == [], "\n".join(survivors)
    assert [result.error for result in results if result.error] == []
    assert [result.breaks for result in results if result.breaks] == []


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
