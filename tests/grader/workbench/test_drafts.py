"""Drafts on the server: the newest is never overwritten unseen, and nobody reads another's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses.folders.exercise_folder import folder_of
from courses.models import Exercise
from grader.models import Draft, Format
from grader.workbench.drafts import StaleDraft, draft_of, save_draft
from grader.workbench.handing_in import hand_in_submission
from grader.workbench.opening import opened_text
from tests.courses.examples import STARTER
from tests.grader.cast import RememberingBroker, make_student


@pytest.fixture
def student_client(client: Client, student: User) -> Client:
    client.force_login(student)
    return client


def post(client: Client, exercise: Exercise, content: bytes, revision: object = 0, **fields: str) -> Any:
    address = reverse("grader:draft", args=["demo", "basics", exercise.slug])
    data = {"format": "code", "revision": revision, "file": SimpleUploadedFile("work", content), **fields}
    return client.post(address, data)


def test_a_draft_is_saved_and_counted(student_client: Client, exercise: Exercise, student: User) -> None:
    first = post(student_client, exercise, b"x = 1")
    second = post(student_client, exercise, b"x = 2", 1)
    assert (first.json()["revision"], second.json()["revision"]) == (1, 2)
    saved = draft_of(exercise, student, Format.CODE)
    assert saved
    assert saved.content == "x = 2"


def test_a_stale_save_is_refused_and_told_the_newer_text(
    student_client: Client, exercise: Exercise, student: User
) -> None:
    save_draft(exercise, student, Format.CODE, "from the phone", 0)
    response = post(student_client, exercise, b"from the desk", 0)
    assert response.status_code == 409
    assert response.json() == {
        "revision": 1,
        "at": round(Draft.objects.get().saved_at.timestamp() * 1000),
        "content": "from the phone",
    }
    assert Draft.objects.get().content == "from the phone"


def test_the_same_text_is_no_conflict(exercise: Exercise, student: User) -> None:
    save_draft(exercise, student, Format.CODE, "same", 0)
    assert save_draft(exercise, student, Format.CODE, "same", 0).revision == 1


def test_an_unknown_revision_of_nothing_starts_anew(exercise: Exercise, student: User) -> None:
    assert save_draft(exercise, student, Format.CODE, "x", 7).revision == 1


def test_formats_are_kept_apart(exercise: Exercise, student: User) -> None:
    save_draft(exercise, student, Format.CODE, "code", 0)
    save_draft(exercise, student, Format.NOTEBOOK, "{}", 0)
    assert sorted(Draft.objects.values_list("content", flat=True)) == ["code", "{}"]


def test_the_newer_of_two_stays(exercise: Exercise, student: User) -> None:
    save_draft(exercise, student, Format.CODE, "one", 0)
    save_draft(exercise, student, Format.CODE, "two", 1)
    with pytest.raises(StaleDraft) as refused:
        save_draft(exercise, student, Format.CODE, "late", 1)
    assert refused.value.newer.content == "two"


@pytest.mark.parametrize(
    ("content", "fields", "status"),
    [
        (b"x" * (10 * 2**20 + 1), {}, 422),
        (b"\xff\xfe", {}, 422),
        (b"a\0b", {}, 422),
        (b"x", {"format": "word"}, 400),
        (b"x", {"revision": "-1"}, 400),
        (b"x", {"revision": "9" * 30}, 400),
    ],
    ids=["too large", "binary", "nul", "format", "negative", "huge"],
)
def test_what_cannot_be_work_is_not_kept(
    student_client: Client, exercise: Exercise, content: bytes, fields: dict[str, str], status: int
) -> None:
    assert post(student_client, exercise, content, **fields).status_code == status
    assert not Draft.objects.exists()


def test_a_format_that_the_exercise_does_not_take_is_not_kept(student_client: Client, exercise: Exercise) -> None:
    assert post(student_client, exercise, b"{}", format="notebook").status_code == 400
    assert not Draft.objects.exists()


def test_nothing_is_kept_for_an_exercise_that_is_no_longer_offered(student_client: Client, exercise: Exercise) -> None:
    Exercise.objects.filter(pk=exercise.pk).update(current=None)
    assert post(student_client, exercise, b"x").status_code == 404
    assert not Draft.objects.exists()


def test_an_outsider_saves_nothing(client: Client, exercise: Exercise, outsider: User) -> None:
    client.force_login(outsider)
    assert post(client, exercise, b"x").status_code == 403


def test_a_guest_is_sent_to_sign_in(client: Client, exercise: Exercise) -> None:
    assert post(client, exercise, b"x").status_code == 302


def test_somebody_elses_draft_is_not_opened(student_client: Client, exercise: Exercise) -> None:
    save_draft(exercise, make_student(exercise, "other@example.org"), Format.CODE, "x = 'secret'", 0)
    page = student_client.get(exercise.get_absolute_url()).content.decode()
    assert "secret" not in page
    assert STARTER in page


def test_the_newest_of_draft_and_work_is_opened(exercise: Exercise, student: User, broker: RememberingBroker) -> None:
    hand_in_submission(exercise, student, Format.CODE, "x = 'work'")
    draft = save_draft(exercise, student, Format.CODE, "x = 'draft'", 0)
    assert exercise.current
    folder = folder_of(exercise.current)
    assert opened_text(exercise, folder, student, "code").origin == "draft"
    Draft.objects.filter(pk=draft.pk).update(saved_at=timezone.now() - timedelta(hours=1))
    opened = opened_text(exercise, folder, student, "code")
    assert (opened.origin, opened.content, opened.draft) == ("work", "x = 'work'", draft)
