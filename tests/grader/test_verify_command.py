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

    settings.DATA_DIR = tmp_path / "data"

    def run(
        name: str = "", options: dict[str, Any] | None = None, **changes: bytes | None
    ) -> tuple[int, list[dict[str, Any]]]:
        write_course(tmp_path / "content", **changes)
        out, code = StringIO(), 0
        more = {"content": tmp_path / "content", "json": True, "stdout": out, "stderr": StringIO()} | (options or {})
        try:
            call_command("verify", name, **more)
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


NOISY = b"import random\ndef double(x):\n    return 2 * x + 0.2 + random.random() / 10\n"
MEASURED = b"""\
import pytest
from grader.testkit import check_at_most


@pytest.mark.points(10)
@pytest.mark.title(en="Error", ko="e")
def test_error(submission):
    check_at_most(abs(submission.function("double")(3, seed=0) - 6), 0.5, what="the error")
"""


def test_mutants_of_the_solution_are_judged_and_remembered(verify: Verify, tmp_path: Path) -> None:
    page = tmp_path / "proof.html"
    code, (found,) = verify("basics/double", {"mutants": True, "html": page})
    assert (code, found["mutants"]["killed"], found["mutants"]["survived"]) == (0, 3, 0)
    assert {result["by"] for result in found["mutants"]["results"]} <= {"test_one", "test_any[three]"}
    assert len(list((tmp_path / "data" / "verify").glob("*/*.json"))) == 6
    assert "3 of 3" in page.read_text()


def test_a_survivor_is_shown_with_its_diff(verify: Verify, tmp_path: Path) -> None:
    page = tmp_path / "proof.html"
    lax = {"basics/double/solution.py": b"def double(x):\n    return 2 * x + 0 * 7\n"}
    code, (found,) = verify("basics/double", {"mutants": True, "html": page}, **lax)
    assert code == 1
    assert found["mutants"]["survived"] >= 2
    assert "Survivors" in page.read_text()
    assert '<span class="gi">+    return 2 * x + 0 * 8</span>' in page.read_text()


def test_right_work_is_judged_under_seeds(verify: Verify, tmp_path: Path) -> None:
    page = tmp_path / "proof.html"
    changes = {
        "basics/double/solution.py": NOISY,
        "basics/double/tests/test_double.py": MEASURED,
        "basics/double/wrong/constant.py": b"# fails: test_error\ndef double(x):\n    return 2\n",
    }
    code, (found,) = verify("basics/double", {"seeds": 12, "html": page}, **changes)
    (report,) = found["seeds"]
    (measure,) = report["measures"]
    assert (code, report["passed"], report["stochastic"]) == (0, 12, True)
    assert len(set(measure["values"])) == 12
    assert 0.3 < measure["suggested"] < 0.5
    assert "<svg" in page.read_text()


def test_durations_are_written_as_measured(verify: Verify, tmp_path: Path) -> None:
    verify("basics/double", {"write_durations": True})
    settings = tmp_path / "content" / "demo" / "basics" / "double" / "exercise.yaml"
    assert "usually_seconds: 1\n" in settings.read_text()


def test_what_students_would_not_get_is_not_ok(verify: Verify) -> None:
    unit = b"title: {en: B, ko: B}\nsummary: {en: S, ko: S}\nlessons: [lesson]\nexercises: [double, doubel]\n"
    code, found = verify("basics/double", **{"basics/unit.yaml": unit})
    assert (code, [one["ok"] for one in found]) == (1, [False, True])
    assert "doubel" in found[0]["problems"][0]


def test_a_limit_above_the_sites_is_not_ok(verify: Verify, settings: Settings) -> None:
    settings.LIMIT_CEILINGS = {**settings.LIMIT_CEILINGS, "seconds": 5}
    code, (found,) = verify("basics/double")
    assert code == 1
    assert "limits.seconds is 10; this site allows at most 5" in found["problems"][0]


def test_a_page_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="its folder is not there"):
        call_command("verify", "--html", str(tmp_path / "nowhere" / "proof.html"))


@pytest.mark.parametrize("part", ["3", "0/10", "11/10", "1/0", "a/b"])
def test_a_part_must_be_one(part: str) -> None:
    with pytest.raises(CommandError, match="no part such as 3/10"):
        call_command("verify", "--mutants", "--part", part)


@pytest.mark.parametrize("option", ["--seeds", "--jobs"])
def test_a_number_must_be_one(option: str) -> None:
    with pytest.raises(CommandError, match="no whole number of 1 or more"):
        call_command("verify", option, "-5")
