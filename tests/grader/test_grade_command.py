"""``manage.py grade`` on real jails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.courses.examples import SOLUTION, STARTER, write_course

Grade = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    write_course(tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def grade(content: Path, tmp_path: Path, sandbox_socket: Path, settings: Settings) -> Grade:
    """A function that grades a text or bytes and returns exit code and JSON."""
    settings.SANDBOX_SOCKET = str(sandbox_socket)

    def run(work: str | bytes, name: str = "work.py", language: str = "en") -> tuple[int, dict[str, Any]]:
        file, out, code = tmp_path / name, StringIO(), 0
        file.write_bytes(work if isinstance(work, bytes) else work.encode())
        try:
            call_command("grade", "basics/double", str(file), content=content, json=True, language=language, stdout=out)
        except SystemExit as end:
            code = int(str(end.code))
        return code, json.loads(out.getvalue())

    return run


def test_right_work_scores_all(grade: Grade) -> None:
    code, found = grade(SOLUTION)
    assert (code, found["status"], found["score"], found["max_score"]) == (0, "graded", 10, 10)
    assert set(found["seconds"]) == {"total", "submission", "tests"}
    by_id = {test["id"]: test for test in found["tests"]}
    assert set(by_id) == {"test_one", "test_any[three]", "test_any[minus]"}
    assert 0 < by_id["test_one"].pop("seconds") < 10
    assert by_id["test_one"] | {"message": ""} == {
        "id": "test_one",
        "title": "Doubles one",
        "hidden": False,
        "points": 4,
        "max_points": 4,
        "outcome": "passed",
        "message": "",
    }
    assert by_id["test_any[three]"]["hidden"]


def test_partly_right_work_scores_a_part(grade: Grade) -> None:
    code, found = grade("def double(x):\n    return 2\n")
    assert (code, found["status"], found["score"]) == (0, "graded", 4)
    hidden = next(test for test in found["tests"] if test["id"] == "test_any[three]")
    assert hidden["outcome"] == "failed"
    assert "6" not in hidden["message"]


def test_titles_and_messages_follow_the_language(grade: Grade) -> None:
    _, found = grade(STARTER, language="ko")
    assert "시작 코드" in found["message"]


@pytest.mark.parametrize(
    ("work", "words"),
    [
        ("def double(x:\n", "line"),
        ("raise ValueError('mine')", "ValueError"),
        ("import sys\nsys.exit(3)", "exit"),
        ("import os\nos._exit(3)", "3"),
        ("import ctypes\nctypes.string_at(0)", "SIGSEGV"),
        ("x = bytearray(10 << 30)", "memory"),
        ("input()", "input"),
        (b"\xff\xfe\x00", "UTF-8"),
        ("", "no code"),
        (STARTER, "starter"),
        ('{"nbformat": 4, "cells": []}', "notebook"),
        ("#" * (20 << 20), "10 MB"),
    ],
    ids=["syntax", "raises", "exit", "_exit", "crash", "memory", "input", "bytes", "empty", "starter", "nb", "20MB"],
)
def test_work_that_cannot_be_judged_says_why(grade: Grade, work: str | bytes, words: str) -> None:
    code, found = grade(work)
    assert (code, found["status"], found["score"], found["max_score"]) == (0, "failed", 0, 10)
    assert words.lower() in (found["message"] + found["detail"]).lower()


def test_a_syntax_error_has_its_line(grade: Grade) -> None:
    assert grade("x = 1\ny = = 2\n")[1]["line"] == 2


def test_a_loop_without_end_is_stopped(grade: Grade, content: Path) -> None:
    settings_file = content / "demo/basics/double/exercise.yaml"
    settings_file.write_bytes(settings_file.read_bytes() + b"limits: {seconds: 1}\n")
    code, found = grade("while True: pass")
    assert (code, found["status"], {test["outcome"] for test in found["tests"]}) == (0, "failed", {"not_run"})


def test_much_output_is_cut_and_the_work_judged(grade: Grade) -> None:
    code, found = grade("for _ in range(100000): print('x' * 100)\n" + SOLUTION)
    assert (code, found["status"], found["score"]) == (0, "graded", 10)


def test_after_bad_work_the_next_is_judged_well(grade: Grade) -> None:
    grade("import ctypes\nctypes.string_at(0)")
    assert grade(SOLUTION)[1]["score"] == 10


def test_broken_tests_are_our_error(grade: Grade, content: Path) -> None:
    (content / "demo/basics/double/tests/test_double.py").write_text("import nowhere\ndef test_any(): ...\n")
    code, found = grade(SOLUTION.replace("2 * x", "x + x"))
    assert (code, found["status"]) == (3, "error")
    assert "nowhere" in found["detail"]


def test_a_broken_folder_is_our_error(grade: Grade, content: Path) -> None:
    (content / "demo/basics/double/prompt.ko.md").unlink()
    code, found = grade("def double(x): return x + x")
    assert (code, found["status"]) == (3, "error")
    assert "prompt.ko.md: is missing" in found["detail"]


@pytest.mark.parametrize(
    ("exercise", "file", "words"),
    [
        ("basics/none", "work.py", "no exercise"),
        ("basics/double", "none.py", "No such file"),
        ("double", "work.py", "no exercise"),
    ],
)
def test_wrong_use_is_told(content: Path, tmp_path: Path, exercise: str, file: str, words: str) -> None:
    (tmp_path / "work.py").write_text(SOLUTION)
    with pytest.raises(CommandError, match=words) as wrong:
        call_command("grade", exercise, str(tmp_path / file), content=content)
    assert wrong.value.returncode == 2


def test_people_get_lines(content: Path, tmp_path: Path, sandbox_socket: Path, settings: Settings) -> None:
    settings.SANDBOX_SOCKET = str(sandbox_socket)
    (tmp_path / "work.py").write_text("def double(x):\n    return 2\n")
    out = StringIO()
    call_command("grade", "basics/double", str(tmp_path / "work.py"), content=content, stdout=out)
    assert out.getvalue().startswith("graded: 4 / 10\n")
    assert "Doubles one" in out.getvalue()


def test_it_needs_no_server_no_database_and_no_settings(content: Path, tmp_path: Path, repository_root: Path) -> None:
    (tmp_path / "work.py").write_text(SOLUTION)
    clean = {"PATH": os.environ["PATH"], "BACKPASS_DATA_DIR": str(tmp_path / "data")}
    command = [sys.executable, "manage.py", "grade", "basics/double", str(tmp_path / "work.py"), "--json"]
    ran = subprocess.run(
        [*command, "--content", str(content)], cwd=repository_root, env=clean, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    assert json.loads(ran.stdout)["score"] == 10
