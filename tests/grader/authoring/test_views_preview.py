"""The preview: what students will see, and work that counts nowhere."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Enrollment, Exercise, Role
from courses.versions import version_of_working_copy
from grader.authoring.publishing import publish
from grader.models import Grading, Run, State, Submission
from grader.queueing import pending
from grader.scores import progress_in
from grader.workbench.attempts import last_work
from sandbox import Client as SandboxClient
from tests.courses.examples import SOLUTION, exercise_files
from tests.grader.authors import PLACE, write
from tests.grader.cast import RememberingBroker
from tests.grader.grading import grade_one

ADDRESS = f"{PLACE}/preview/"
JSON = {"Accept": "application/json"}


@pytest.fixture
def signed_in(client: Client, author: User, broker: RememberingBroker) -> Client:
    client.force_login(author)
    return client


def tried(client: Client, verb: str, content: str = SOLUTION + "#") -> Grading:
    response = client.post(f"{ADDRESS}{verb}/", {"format": "code", "content": content}, headers=JSON)
    assert response.status_code == 201, response.content
    return Grading.objects.get(pk=response.json()["id"])


def test_the_page_is_the_students_and_says_that_it_is_a_preview(written: Exercise, signed_in: Client) -> None:
    page = signed_in.get(ADDRESS).content.decode()
    for words in ("Preview of the working copy.", "Double it", "Two times.", "numbers.csv", f"{ADDRESS}run/"):
        assert words in page
    assert "/courses/demo/basics/exercises/double/draft/" not in page
    assert not written.versions.exists()


def test_broken_files_are_named_instead(written: Exercise, author: User, signed_in: Client) -> None:
    write(written, author, **{"prompt.ko.md": None})
    response = signed_in.get(ADDRESS)
    refused = signed_in.post(f"{ADDRESS}run/", {"format": "code", "content": SOLUTION}, headers=JSON)
    assert (response.status_code, refused.status_code) == (200, 422)
    assert "<code>prompt.ko.md</code>" in response.content.decode()
    assert "prompt.ko.md: is missing" in refused.json()["message"]
    assert not Run.objects.exists()


def test_a_run_is_judged_by_the_working_copys_public_tests(
    written: Exercise, signed_in: Client, sandbox_socket: Path
) -> None:
    grading = tried(signed_in, "run")
    grade_one(grading.pk, SandboxClient(sandbox_socket))
    grading.refresh_from_db()
    assert (grading.state, grading.score, grading.max_score) == (State.GRADED, Decimal(4), Decimal(4))
    assert grading.version == written.versions.get()


def test_a_submit_is_judged_by_all_tests_and_is_no_submission(
    written: Exercise, author: User, signed_in: Client, sandbox_socket: Path
) -> None:
    grading = tried(signed_in, "submit")
    grade_one(grading.pk, SandboxClient(sandbox_socket))
    grading.refresh_from_db()
    page = signed_in.get(grading.get_absolute_url()).content.decode()
    assert (grading.score, grading.results.filter(hidden=True).count()) == (Decimal(10), 2)
    assert "points in the public tests" not in page
    assert "Back to the preview" in page
    assert not Submission.objects.exists()


def test_what_is_tried_shows_nowhere_but_in_the_preview(written: Exercise, author: User, signed_in: Client) -> None:
    publish(written, version_of_working_copy(written, author), author, reason="Only to try what is shown.")
    Enrollment.objects.update(role=Role.OWNER)
    grading = tried(signed_in, "submit")
    course = written.unit.course
    assert last_work(written, author, "code") is None
    assert not progress_in([course], author)[course.pk].exercises[written.pk].is_begun
    assert f"/gradings/{grading.pk}/" not in signed_in.get("/courses/demo/basics/exercises/double/").content.decode()
    assert f"/gradings/{grading.pk}/" in signed_in.get(ADDRESS).content.decode()


def test_the_same_click_twice_is_one_judging_of_one_version(written: Exercise, author: User, signed_in: Client) -> None:
    first = tried(signed_in, "run")
    assert tried(signed_in, "run") == first
    assert tried(signed_in, "submit") != first
    write(written, author, **{"prompt.en.md": b"Other words."})
    assert tried(signed_in, "run").version != first.version
    assert pending.waiting().count() == 3


def test_work_is_opened_again_from_its_result(written: Exercise, signed_in: Client) -> None:
    grading = tried(signed_in, "run", "mine = 1\n")
    assert "mine = 1" in signed_in.get(f"{ADDRESS}?from={grading.pk}").content.decode()


def test_without_scripts_the_result_has_a_page(written: Exercise, signed_in: Client) -> None:
    response = signed_in.post(f"{ADDRESS}run/", {"format": "code", "content": "mine = 1\n"})
    unchanged = signed_in.post(f"{ADDRESS}run/", {"format": "code", "content": exercise_files()["starter.py"].decode()})
    assert response.status_code == 302
    assert (unchanged.status_code, "This is still the starter" in unchanged.content.decode()) == (422, True)


def test_public_files_are_those_of_the_working_copy(written: Exercise, author: User, signed_in: Client) -> None:
    write(written, author, **{"files/numbers.csv": b"7\n"})
    assert signed_in.get(f"{ADDRESS}files/numbers.csv").content == b"7\n"
    assert signed_in.get(f"{ADDRESS}files/none.csv").status_code == 404
    assert signed_in.get(f"{ADDRESS}files/../tests/test_double.py").status_code == 404
