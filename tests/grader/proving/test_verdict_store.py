"""Verdicts kept by what led to them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django import Settings

from courses.folders.exercise_folder import ExerciseFolder, read_exercise
from grader.judging.jobs import PLAIN, Trial
from grader.judging.verdicts import Measured, TestReport, Verdict
from grader.proving import verdict_store
from grader.proving.verdict_store import JUDGING, KEPT_DAYS, ROOT, VerdictStore, key_of, toolchain
from tests.courses.examples import exercise_files

FOLDER = read_exercise(exercise_files())
VERDICT = Verdict(
    status="graded",
    score=Decimal("2.50"),
    max_score=Decimal(10),
    reports=(
        TestReport(
            id="test_a",
            title={"en": "A", "ko": "가"},
            hidden=True,
            points=Decimal("2.5"),
            max_points=Decimal(10),
            outcome="partial",
            measures=(Measured(name="loss", value=0.25, bound="at most", threshold=0.5),),
        ),
    ),
    seconds={"total": 0.5},
)


def test_a_verdict_comes_back_as_it_was(tmp_path: Path) -> None:
    store = VerdictStore(tmp_path)
    store.put("abc", replace(VERDICT, output="x" * 100))
    assert store.get("abc") == VERDICT
    assert store.get("abd") is None


@pytest.mark.parametrize("content", [b"", b"{}", b'{"status": 3', b"\xff"])
def test_a_broken_file_counts_as_nothing(tmp_path: Path, content: bytes) -> None:
    store = VerdictStore(tmp_path)
    store.put("abc", VERDICT)
    (file,) = tmp_path.glob("*/*")
    file.write_bytes(content)
    assert store.get("abc") is None


def test_what_was_long_not_used_is_forgotten(tmp_path: Path) -> None:
    store = VerdictStore(tmp_path)
    for key in ("used", "unused"):
        store.put(key, VERDICT)
    long_ago = time.time() - (KEPT_DAYS + 1) * 24 * 3600
    for file in tmp_path.glob("*/*"):
        os.utime(file, (long_ago, long_ago))
    store.get("used")

    store.forget_old()

    assert (store.get("used"), store.get("unused")) == (VERDICT, None)


def changed(**changes: bytes | None) -> ExerciseFolder:
    return read_exercise(exercise_files(**changes))


def test_a_key_is_the_same_for_the_same() -> None:
    assert key_of(FOLDER, FOLDER.solution, PLAIN) == key_of(changed(), changed().solution, PLAIN)


@pytest.mark.parametrize(
    "other",
    [
        lambda: key_of(FOLDER, FOLDER.starter_source, PLAIN),
        lambda: key_of(FOLDER, FOLDER.solution, Trial(seed=1)),
        lambda: key_of(FOLDER, FOLDER.solution, Trial(stop_early=True)),
        lambda: key_of(FOLDER, FOLDER.solution, Trial(seconds=3)),
        lambda: key_of(changed(**{"tests/helper.py": b"x = 1\n"}), FOLDER.solution, PLAIN),
        lambda: key_of(changed(**{"files/numbers.csv": b"4\n"}), FOLDER.solution, PLAIN),
        lambda: key_of(
            changed(**{"exercise.yaml": exercise_files()["exercise.yaml"] + b"limits: {seconds: 3}\n"}),
            FOLDER.solution,
            PLAIN,
        ),
    ],
)
def test_a_key_changes_with_what_the_verdict_depends_on(other: Callable[[], str]) -> None:
    assert other() != key_of(FOLDER, FOLDER.solution, PLAIN)


def test_a_key_changes_with_the_sites_ceilings(settings: Settings) -> None:
    before = key_of(FOLDER, FOLDER.solution, PLAIN)
    settings.LIMIT_CEILINGS = {"seconds": 2.0}
    assert key_of(FOLDER, FOLDER.solution, PLAIN) != before


@pytest.fixture
def forgotten_toolchain() -> Iterator[None]:
    """What judges is looked at anew, before and after."""
    toolchain.cache_clear()
    yield
    toolchain.cache_clear()


@pytest.mark.parametrize("file", ["grader/testkit/checks.py", "grader/judging/judging.py", "sandbox/jail.py"])
@pytest.mark.usefixtures("forgotten_toolchain")
def test_a_key_changes_with_what_judges(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    before = key_of(FOLDER, FOLDER.solution, PLAIN)
    for pattern in JUDGING:
        for path in ROOT.glob(pattern):
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(verdict_store, "ROOT", tmp_path)
    toolchain.cache_clear()
    assert key_of(FOLDER, FOLDER.solution, PLAIN) == before

    with (tmp_path / file).open("a") as changed_file:
        changed_file.write("# Changed.\n")
    toolchain.cache_clear()

    assert key_of(FOLDER, FOLDER.solution, PLAIN) != before


def test_a_prompt_changes_no_verdict() -> None:
    assert key_of(changed(**{"prompt.en.md": b"Other"}), FOLDER.solution, PLAIN) == key_of(
        FOLDER, FOLDER.solution, PLAIN
    )


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = VerdictStore(tmp_path / "file" / "below")
    store.put("abc", VERDICT)
    assert store.get("abc") is None
