"""The page that publishes: what it shows, what it demands, and taking away."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Course, Enrollment, Exercise, Publication, Role
from courses.versions import version_of_working_copy
from grader.authoring.publishing import publish
from grader.models import Submission, ValidationState
from tests.courses.examples import EXERCISE_YAML
from tests.grader.authors import PLACE, validated, write

ADDRESS = f"{PLACE}/publish/"
REASON = "The exam begins in ten minutes."


@pytest.fixture
def signed_in(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def text_of(client: Client) -> str:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return response.content.decode()


def shown_hash(client: Client) -> str:
    found = re.search(r'name="content_hash" value="(\w+)"', text_of(client))
    assert found
    return found[1]


def test_a_proven_version_is_published(written: Exercise, author: User, signed_in: Client) -> None:
    green = validated(written, author, ValidationState.PASSED)
    response = signed_in.post(ADDRESS, {"content_hash": shown_hash(signed_in), "note": "New."})
    written.refresh_from_db()
    assert (response.status_code, written.current) == (302, green.version)
    assert "Students see exactly what stands in the working copy." in text_of(signed_in)
    assert signed_in.get("/courses/demo/").content.decode().count("Double it") >= 1


def test_without_a_proof_a_reason_is_demanded_and_what_was_written_stays(written: Exercise, signed_in: Client) -> None:
    values = {"content_hash": shown_hash(signed_in), "note": "New.", "reason": "Too short"}
    response = signed_in.post(ADDRESS, values)
    page = response.content.decode()
    assert response.status_code == 422
    assert "at least 20 characters" in page
    assert "Too short</textarea>" in page
    assert 'value="New."' in page
    assert signed_in.post(ADDRESS, {**values, "reason": REASON}).status_code == 302
    assert Publication.objects.get().reason == REASON


def test_files_that_changed_since_the_validation_are_named(written: Exercise, author: User, signed_in: Client) -> None:
    validated(written, author, ValidationState.PASSED)
    write(written, author, **{"starter.py": b"# Begin here.\n"})
    page = text_of(signed_in)
    response = signed_in.post(ADDRESS, {"content_hash": shown_hash(signed_in)})
    assert "The files have changed since the last green validation." in page
    assert "<code>starter.py</code>" in page
    assert response.status_code == 422
    assert "The files have changed since the last green validation. Say in" in response.content.decode()


def test_what_was_not_shown_is_not_published(written: Exercise, author: User, signed_in: Client) -> None:
    shown = shown_hash(signed_in)
    write(written, author, **{"prompt.en.md": b"Other words."})
    validated(written, author, ValidationState.PASSED)
    response = signed_in.post(ADDRESS, {"content_hash": shown})
    written.refresh_from_db()
    assert (response.status_code, written.current) == (422, None)
    assert "The working copy has changed since this page was shown." in response.content.decode()


def test_what_changes_for_students_is_shown(written: Exercise, author: User, signed_in: Client) -> None:
    publish(written, version_of_working_copy(written, author), author, reason=REASON)
    Submission.objects.create(exercise=written, student=author, format="code", content="x")
    changes = {"exercise.yaml": EXERCISE_YAML.replace(b"points: 10", b"points: 12"), "prompt.en.md": b"Other words."}
    write(written, author, **changes)
    page = text_of(signed_in)
    assert "Points: <del>10</del> → <ins>12</ins>" in page
    assert "The task&#x27;s text changes." in page
    assert "1 submission is affected" in page
    assert "The tests change" not in page


def test_broken_files_are_named_and_not_published(written: Exercise, author: User, signed_in: Client) -> None:
    shown = shown_hash(signed_in)
    write(written, author, **{"prompt.ko.md": None})
    assert "<code>prompt.ko.md</code>" in text_of(signed_in)
    assert signed_in.post(ADDRESS, {"content_hash": shown, "reason": REASON}).status_code == 422
    assert not Publication.objects.exists()


def test_taking_away_asks_for_a_confirmation(written: Exercise, author: User, signed_in: Client) -> None:
    publish(written, version_of_working_copy(written, author), author, reason=REASON)
    refused = signed_in.post(ADDRESS, {"unpublish": "1"})
    written.refresh_from_db()
    assert (refused.status_code, written.current is None) == (422, False)
    assert signed_in.post(ADDRESS, {"unpublish": "1", "confirmed": "on"}).status_code == 302
    written.refresh_from_db()
    assert written.current is None
    assert Course.objects.count() == 1


def test_a_published_exercise_leads_on_to_its_students(written: Exercise, author: User, signed_in: Client) -> None:
    course = written.unit.course
    Enrollment.objects.filter(course=course, role=Role.STUDENT).delete()
    publish(written, version_of_working_copy(written, author), author, note="", reason=REASON)
    page = text_of(signed_in)
    assert "The course has no students yet." in page
    assert f'href="/teach/{course.slug}/settings/#code-title"' in page
    assert f'href="{written.get_absolute_url()}"' in page
    Enrollment.objects.create(course=course, user=User.objects.create_user("new@example.org"), role=Role.STUDENT)
    assert "The course has no students yet." not in text_of(signed_in)
