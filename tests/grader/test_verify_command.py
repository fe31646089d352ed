"""``manage.py verify`` on real jails."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.courses.examples import write_course

Verify = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def verify(tmp_path: Path, sandbox_socket: Path, settings: Settings) -> Verify:
    """A function that writes a course with changes, verifies it, and returns exit code and JSON."""
    settings.SANDBOX_SOCKET = str(sandbox_socket)

    def run(name: str = "", **changes: bytes | None) -> tuple[int, list[dict[str, Any]]]:
        write_course(tmp_path, **changes)
        out, code = StringIO(), 0
        try:
            call_command("verify", name, content=tmp_path, json=True, stdout=out, stderr=StringIO())
        except SystemExit as end:
            code = int(str(end.code))
        return code, json.loads(out.getvalue())["exercises"]

    return run


def test_a_good_exercise_is_ok(verify: Verify) -> None:
    code, (found,) = verify()
    assert (code, found["exercise"], found["ok"], found["problems"]) == (0, "basics/double", True, [])
    assert [source["path"] for source in found["sources"]] == ["solution.py", "starter.py", "wrong/constant.py"]


def test_a_wrong_solution_is_not(verify: Verify) -> None:
    code, (found,) = verify("basics/double", **{"basics/double/solution.py": b"def double(x):\n    return 2\n"})
    assert (code, found["ok"]) == (1, False)
    assert "scores 4.00 of 10.00 instead of all" in found["problems"][0]


def test_an_attempt_that_is_not_wrong_enough_is_found(verify: Verify) -> None:
    attempt = b"# fails: test_any\ndef double(x):\n    return 2 * abs(x)\n"
    code, (found,) = verify("basics", **{"basics/double/wrong/absolute.py": attempt})
    assert (code, found["problems"]) == (1, ["wrong/absolute.py: should fail test_any[three], but passes it"])


def test_a_broken_folder_is_a_problem_and_others_are_still_verified(verify: Verify) -> None:
    code, (found,) = verify(**{"basics/double/prompt.ko.md": None})
    assert (code, found["problems"]) == (1, ["prompt.ko.md: is missing"])


def test_a_problem_outside_of_exercises_is_the_courses(verify: Verify) -> None:
    code, found = verify(**{"basics/lesson.ko.md": b"no heading"})
    assert (code, [one["exercise"] for one in found if not one["ok"]]) == (1, ["demo"])


def test_an_unknown_exercise_is_wrong_use(tmp_path: Path) -> None:
    write_course(tmp_path)
    with pytest.raises(CommandError, match="Known: basics/double") as wrong:
        call_command("verify", "basics/none", content=tmp_path)
    assert wrong.value.returncode == 2
