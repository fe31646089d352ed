"""A bound for one person's work: what is counted, what makes room, and that old runs keep nobody from handing in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from courses.models import Exercise
from grader import storage
from grader.errors import RejectedWork
from grader.models import Draft, Format, Grading, Run, State, StorageUse, Submission
from grader.workbench.drafts import save_draft
from grader.workbench.handing_in import hand_in_submission, start_run
from tests.grader.cast import RememberingBroker

MB = 2**20


@pytest.fixture(autouse=True)
def _one_megabyte(settings: Settings, broker: RememberingBroker) -> None:
    settings.STORAGE_QUOTA_MB = 1


def work(size: float, name: str = "x") -> str:
    """Return code of so many megabytes."""
    return f"{name} = 1  #" + "." * int(size * MB)


def end(*gradings: Grading) -> None:
    """Let gradings be judged."""
    for one in gradings:
        Grading.objects.filter(pk=one.pk).update(state=State.GRADED, score=1, max_score=1, finished_at=timezone.now())


def test_everything_that_is_stored_is_counted_in_bytes(exercise: Exercise, student: User) -> None:
    submission = hand_in_submission(exercise, student, Format.CODE, "가 = 1")
    run = start_run(exercise, student, Format.CODE, "x = 12")
    save_draft(exercise, student, Format.CODE, "x = 123", 0)
    Grading.objects.filter(pk=submission.pk).update(output="나", executed_notebook="{}")
    Grading.objects.filter(pk=run.pk).update(output="out")

    use = storage.measure(student)

    assert (use.submissions, use.runs, use.drafts, use.results) == (7, 9, 7, 5)
    assert StorageUse.objects.get(student=student).stored == use.total == 28


def test_the_running_count_follows_what_is_stored(exercise: Exercise, student: User) -> None:
    hand_in_submission(exercise, student, Format.CODE, "x = 1")
    start_run(exercise, student, Format.CODE, "x = 12")
    save_draft(exercise, student, Format.CODE, "x = 123", 0)
    save_draft(exercise, student, Format.CODE, "x = 1234", 1)

    counted = StorageUse.objects.get(student=student).stored

    assert counted == storage.measure(student).total


def test_the_oldest_runs_make_room_for_a_run(exercise: Exercise, student: User) -> None:
    for name in ("a", "b", "c"):
        end(start_run(exercise, student, Format.CODE, work(0.3, name)))

    start_run(exercise, student, Format.CODE, work(0.3, "d"))

    assert not Run.objects.filter(content__startswith="a =").exists()
    assert Run.objects.filter(content__startswith="d =").exists()
    assert storage.measure(student).total <= MB


def test_what_is_being_judged_never_makes_room(exercise: Exercise, student: User) -> None:
    for name in ("a", "b", "c"):
        start_run(exercise, student, Format.CODE, work(0.3, name))

    with pytest.raises(RejectedWork) as rejected:
        start_run(exercise, student, Format.CODE, work(0.3, "d"))

    assert rejected.value.code == "storage_full"
    assert Run.objects.count() == 3


def test_old_runs_never_keep_anybody_from_submitting(exercise: Exercise, student: User) -> None:
    for name in ("a", "b", "c"):
        start_run(exercise, student, Format.CODE, work(0.3, name))
    save_draft(exercise, student, Format.CODE, work(0.05), 0)

    grading = hand_in_submission(exercise, student, Format.CODE, work(0.9))

    assert grading.submission is not None


def test_what_old_attempts_printed_makes_room_for_a_submission(exercise: Exercise, student: User) -> None:
    old = hand_in_submission(exercise, student, Format.CODE, work(0.1, "old"))
    end(old)
    Grading.objects.filter(pk=old.pk).update(output="." * int(0.8 * MB))
    storage.measure(student)

    hand_in_submission(exercise, student, Format.CODE, work(0.3, "new"))

    left = Grading.objects.get(pk=old.pk)
    assert left.output == ""
    assert left.score == 1
    assert left.condensed_at is not None
    assert Submission.objects.count() == 2


def test_only_submissions_themselves_can_fill_the_room_for_submissions(exercise: Exercise, student: User) -> None:
    end(hand_in_submission(exercise, student, Format.CODE, work(0.7, "old")))

    with pytest.raises(RejectedWork, match="Your submissions fill the 1 MB"):
        hand_in_submission(exercise, student, Format.CODE, work(0.4, "new"))

    assert Submission.objects.count() == 1


def test_runs_are_not_removed_in_vain(exercise: Exercise, student: User) -> None:
    end(start_run(exercise, student, Format.CODE, work(0.1)))
    hand_in_submission(exercise, student, Format.CODE, work(0.85, "s"))

    with pytest.raises(RejectedWork):
        start_run(exercise, student, Format.CODE, work(0.5, "r"))

    assert Run.objects.count() == 1


def test_a_draft_without_room_is_turned_down_and_the_last_one_stays(exercise: Exercise, student: User) -> None:
    hand_in_submission(exercise, student, Format.CODE, work(0.9))
    save_draft(exercise, student, Format.CODE, "x = 1", 0)

    with pytest.raises(RejectedWork) as rejected:
        save_draft(exercise, student, Format.CODE, work(0.2), 1)

    assert rejected.value.code == "storage_full"
    assert Draft.objects.get().content == "x = 1"


def test_a_count_that_is_too_high_turns_nobody_down(exercise: Exercise, student: User) -> None:
    StorageUse.objects.create(student=student, stored=100 * MB)

    start_run(exercise, student, Format.CODE, "x = 1")

    assert StorageUse.objects.get(student=student).stored == 5


def test_without_a_quota_nothing_is_turned_down(exercise: Exercise, student: User, settings: Settings) -> None:
    settings.STORAGE_QUOTA_MB = 0

    hand_in_submission(exercise, student, Format.CODE, work(1.5))

    assert Submission.objects.count() == 1


def test_others_work_takes_nobodys_room(exercise: Exercise, submit: Callable[..., Grading], student: User) -> None:
    other = User.objects.create_user("other@example.org")
    Submission.objects.create(exercise=exercise, student=other, format=Format.CODE, content=work(5))

    submit()

    assert storage.measure(student).total < 100


@pytest.mark.parametrize(("language", "words"), [("en", "You can still submit"), ("ko", "제출은 계속할 수 있습니다")])
def test_the_page_says_what_is_full_and_what_to_do(
    client: Client, exercise: Exercise, student: User, language: str, words: str
) -> None:
    Submission.objects.create(exercise=exercise, student=student, format=Format.CODE, content=work(1))
    client.force_login(student)
    address = reverse("grader:run", args=["demo", "basics", exercise.slug])

    response = client.post(address, {"format": "code", "content": "x = 5"}, headers={"accept-language": language})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert "x = 5" in response.content.decode()
