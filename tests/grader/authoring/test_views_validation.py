"""The pages of validations: starting, following, canceling, the report, marking, and who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from courses.authoring import working_copy
from courses.models import Course, Exercise, Origin
from courses.versions import version_of_working_copy
from grader.authoring.validation_page import CHANGES
from grader.models import Validation, ValidationState
from grader.proving import python_changes
from tests.grader.authors import PLACE, assistant_of, validated, write

pytestmark = pytest.mark.usefixtures("validation_broker")
ADDRESS = f"{PLACE}/validation/"
SURVIVOR: dict[str, Any] = {
    "key": "abc123",
    "change": "number up by 1",
    "line": 2,
    "cell": None,
    "before": "return 2 * x + 0",
    "after": "return 2 * x + 1 * 0",
    "fate": "survived",
    "by": "",
    "breaks": [],
    "error": "",
    "reason": "",
    "path": "solution.py",
    "diff": "@@ -1 +1 @@\n-    return 2 * x + 0\n+    return 2 * x + 1 * 0",
}
COUNTS = {"killed": 1, "survived": 1, "equivalent": 0, "too_slow": 0, "error": 0, "not_run": 0, "share": 0.5}
MEASURE = {
    "test": "test_error",
    "name": "the error",
    "bound": "at most",
    "threshold": 0.5,
    "suggested": 0.4,
    "missed": 0,
    "values": [0.2, None, 0.3],
    "median": 0.25,
}
SOURCE = {"status": "graded", "failing": [], "seconds": 0.5, "fails": [], "may_fail": []}
REPORT: dict[str, Any] = {
    "ok": False,
    "problems": [
        "wrong/absolute.py: should fail test_any[three], but passes it",
        "the tests notice only 1 of 2 mutants; 85% are wanted",
    ],
    "points": "10.00",
    "is_cut_short": False,
    "sources": [
        {**SOURCE, "path": "solution.py", "role": "solution", "score": "10.00"},
        {**SOURCE, "path": "wrong/absolute.py", "role": "wrong", "score": "7.00", "fails": ["test_any"]},
    ],
    "mutants": {**COUNTS, "mark_problems": [], "results": [SURVIVOR, {**SURVIVOR, "key": "def", "fate": "killed"}]},
    "seeds": [
        {
            "path": "solution.py",
            "seeds": 10,
            "passed": 9,
            "stochastic": True,
            "failures": {"test_error": 1},
            "highest_rate": 0.39,
            "fixed_seeds": [],
            "errors": [],
            "measures": [MEASURE],
        }
    ],
}


@pytest.fixture
def signed_in(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


@pytest.fixture
def red(written: Exercise, author: User) -> Validation:
    return validated(written, author, ValidationState.FAILED, report=REPORT, seeds=10)


def text_of(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_validation_is_started(written: Exercise, author: User, signed_in: Client) -> None:
    response = signed_in.post(ADDRESS, {"mutants": "on", "seeds": "50"})
    made = Validation.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}?number={made.pk}")
    assert (made.with_mutants, made.seeds, made.requested_by) == (True, 50, author)
    assert made.version == version_of_working_copy(written, author)
    assert "It waits for a worker" in text_of(signed_in)


@pytest.mark.parametrize("seeds", ["", "7", "-1", "x"])
def test_a_number_of_seeds_that_is_none_is_refused(written: Exercise, signed_in: Client, seeds: str) -> None:
    response = signed_in.post(ADDRESS, {"seeds": seeds})
    assert response.status_code == 422
    assert not Validation.objects.exists()


def test_broken_files_are_named_instead(written: Exercise, author: User, signed_in: Client) -> None:
    write(written, author, **{"exercise.yaml": b"title: {en: A, ko: b}\npoints: ten\nkind: code\n"})
    shown = text_of(signed_in)
    response = signed_in.post(ADDRESS, {"seeds": "0"})
    assert "<code>exercise.yaml</code>" in shown
    assert "line 2" in shown
    assert "Validate the working copy" not in shown
    assert (response.status_code, Validation.objects.count()) == (422, 0)


def test_progress_is_shown_and_asked_for_again(written: Exercise, signed_in: Client) -> None:
    signed_in.post(ADDRESS, {"mutants": "on", "seeds": "0"})
    stages = [
        {"stage": "solutions", "done": 1, "total": 1},
        {"stage": "starters, alternatives, wrong attempts", "done": 2, "total": 7},
    ]
    Validation.objects.update(state=ValidationState.RUNNING, progress={"stages": stages})
    page = text_of(signed_in)
    part = signed_in.get(ADDRESS, headers={"HX-Request": "true"})
    assert 'hx-trigger="every 1s"' in page
    assert '<meta http-equiv="refresh"' in page
    assert "2 of 7" in part.content.decode()
    assert "<html" not in part.content.decode()
    assert part.content.decode().count("<li>") == 3


def test_the_end_fetches_the_whole_page(red: Validation, signed_in: Client) -> None:
    response = signed_in.get(ADDRESS, headers={"HX-Request": "true"})
    assert response["HX-Refresh"] == "true"


def test_a_validation_is_canceled(written: Exercise, signed_in: Client) -> None:
    signed_in.post(ADDRESS, {"seeds": "0"})
    made = Validation.objects.get()
    response = signed_in.post(f"{ADDRESS}{made.pk}/cancel/")
    made.refresh_from_db()
    assert (response.status_code, made.state) == (302, ValidationState.CANCELED)


def test_the_report_says_what_is_wrong(red: Validation, signed_in: Client) -> None:
    shown = text_of(signed_in)
    assert "2 problems found" in shown
    assert "<code>wrong/absolute.py</code> <strong>This wrong attempt passes test_any[three]" in shown
    assert "1 change that no test noticed" in shown
    assert '<span class="gi">+    return 2 * x + 1 * 0</span>' in shown
    assert "from 0.2 to 0.3, median 0.25" in shown
    assert "threshold: at most 0.5" in shown


def test_a_report_of_other_content_says_so(red: Validation, written: Exercise, author: User, signed_in: Client) -> None:
    assert "the files have changed since" not in text_of(signed_in)
    write(written, author, **{"prompt.en.md": b"Other words."})
    assert "the files have changed since" in text_of(signed_in)


def test_an_older_validation_can_be_looked_at(
    red: Validation, written: Exercise, author: User, signed_in: Client
) -> None:
    green = validated(written, author, ValidationState.PASSED, report={**REPORT, "problems": [], "ok": True})
    assert "The tests are good" in text_of(signed_in)
    assert "2 problems found" in text_of(signed_in, f"{ADDRESS}?number={red.pk}")
    assert green.pk != red.pk


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "-1"])
def test_a_number_of_no_validation_is_not_found(written: Exercise, signed_in: Client, number: str) -> None:
    assert signed_in.get(f"{ADDRESS}?number={number}").status_code == 404


def test_a_survivor_is_marked_with_its_reason(red: Validation, written: Exercise, signed_in: Client) -> None:
    response = signed_in.post(f"{ADDRESS}{red.pk}/mark/", {"key": "abc123", "reason": "Adds nothing."})
    stored = working_copy.find(written.unit.course, "basics/double/mutants.yaml")
    assert response.status_code == 302
    assert stored is not None
    assert b"reason: Adds nothing." in bytes(stored.content)
    assert "Marked as equivalent in the working copy." in text_of(signed_in)


@pytest.mark.parametrize(
    ("key", "reason", "told"),
    [("abc123", "…", "Say why"), ("def", "Because.", "not in this report"), ("none", "Because.", "not in this report")],
)
def test_what_cannot_be_marked_is_said(red: Validation, signed_in: Client, key: str, reason: str, told: str) -> None:
    response = signed_in.post(f"{ADDRESS}{red.pk}/mark/", {"key": key, "reason": reason})
    assert response.status_code == 422
    if key == "abc123":
        assert told in response.content.decode()
        assert f'value="{reason}"' in response.content.decode()


def test_assistants_validate_and_see_no_way_to_publish(written: Exercise, client: Client) -> None:
    client.force_login(assistant_of(written))
    shown = text_of(client)
    assert client.post(ADDRESS, {"seeds": "0"}).status_code == 302
    assert f"{PLACE}/publish/" not in shown
    assert client.get(f"{PLACE}/publish/").status_code == 403


def test_students_and_strangers_see_nothing(written: Exercise, client: Client, outsider: User) -> None:
    assert client.get(ADDRESS).status_code == 302
    Course.objects.update(is_listed=True)
    client.force_login(outsider)
    for page in ("validation/", "versions/", "preview/", "publish/"):
        assert client.get(f"{PLACE}/{page}").status_code == 403
    Course.objects.update(is_listed=False)
    assert client.get(ADDRESS).status_code == 404


def test_a_course_from_files_is_not_validated_here(written: Exercise, signed_in: Client) -> None:
    Course.objects.update(origin=Origin.FILES)
    assert signed_in.get(ADDRESS).status_code == 403


def test_every_change_of_python_has_a_name_in_the_readers_language() -> None:
    assert {name for _, _, name in python_changes._CHANGES} <= set(CHANGES)


def test_more_validations_take_no_more_queries(
    red: Validation, written: Exercise, author: User, signed_in: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            text_of(signed_in)
        return len(seen)

    queries()
    with_one = queries()
    for _ in range(5):
        validated(written, author, ValidationState.FAILED, report=REPORT, seeds=10)
    assert queries() == with_one


def test_another_exercises_validation_is_not_found(red: Validation, written: Exercise, signed_in: Client) -> None:
    other = Exercise.objects.create(unit=written.unit, slug="other", title=written.title, points=1)
    place = ADDRESS.replace("double", other.slug)
    assert signed_in.get(f"{place}?number={red.pk}").status_code == 404
    assert signed_in.post(f"{place}{red.pk}/cancel/").status_code == 404
