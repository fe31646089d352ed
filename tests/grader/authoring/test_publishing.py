"""What may be published, and what it changes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from courses.models import Action, AuditEntry, Course, Exercise, ExerciseVersion, Publication, Unit
from courses.versions import version_of_working_copy
from grader.authoring.publishing import NotProven, WrongVersion, affected_by, proof_of, publish, unpublish
from grader.models import Submission, Validation, ValidationState
from tests.grader.authors import validated, write
from tests.grader.cast import TITLE, make_exercise

REASON = "The exam begins in ten minutes."
GREEN, RED = ValidationState.PASSED, ValidationState.FAILED


@pytest.fixture
def version(written: Exercise, author: User) -> ExerciseVersion:
    return version_of_working_copy(written, author)


def test_a_green_validation_lets_students_see_the_version(written: Exercise, author: User) -> None:
    green = validated(written, author, GREEN)
    made = publish(written, green.version, author, note="First one", reason="not needed")
    written.refresh_from_db()
    assert (written.current, written.points, written.title["en"]) == (green.version, Decimal(10), "Double it")
    assert not written.unit.retired
    assert (made.note, made.reason, made.published_by) == ("First one", "", author)


def test_what_is_not_proven_needs_a_reason_that_is_kept(
    written: Exercise, version: ExerciseVersion, author: User
) -> None:
    for reason in ("", "too short", " " * 30):
        with pytest.raises(NotProven):
            publish(written, version, author, reason=reason)
    assert not Publication.objects.exists()
    assert publish(written, version, author, reason=REASON).reason == REASON


def test_a_validation_of_another_version_proves_nothing(written: Exercise, author: User) -> None:
    validated(written, author, GREEN)
    write(written, author, **{"prompt.en.md": b"Other words."})
    with pytest.raises(NotProven):
        publish(written, version_of_working_copy(written, author), author)


@pytest.mark.parametrize("state", [state for state in ValidationState if state != GREEN])
def test_only_a_green_validation_proves(written: Exercise, author: User, state: ValidationState) -> None:
    with pytest.raises(NotProven):
        publish(written, validated(written, author, state).version, author)


@pytest.mark.parametrize(
    ("green", "red", "stands"),
    [
        ({"finished_at": "2026-03-02T00:00:00Z"}, {}, True),
        ({}, {"finished_at": "2026-03-02T00:00:00Z"}, False),
        ({"finished_at": "2026-03-02T00:00:00Z", "with_mutants": False}, {}, False),
        ({"finished_at": "2026-03-02T00:00:00Z"}, {"seeds": 10}, False),
        ({"finished_at": "2026-03-02T00:00:00Z", "seeds": 10}, {"seeds": 10}, True),
    ],
    ids=["newer", "older", "without mutants", "fewer seeds", "as many seeds"],
)
def test_a_red_validation_speaks_against_an_older_or_smaller_green_one(
    written: Exercise, author: User, green: dict[str, Any], red: dict[str, Any], *, stands: bool
) -> None:
    found = validated(written, author, GREEN, **green)
    validated(written, author, RED, **red)
    assert proof_of(found.version) == (found if stands else None)


def test_another_exercises_version_is_refused(written: Exercise, author: User) -> None:
    other = make_exercise(written.unit, "other")
    assert other.current is not None
    with pytest.raises(WrongVersion):
        publish(written, other.current, author, reason=REASON)


def test_publishing_is_audited(written: Exercise, version: ExerciseVersion, author: User) -> None:
    publish(written, version, author, reason=REASON)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.reason) == (Action.PUBLICATION, author, REASON)
    assert (entry.before, entry.after) == ("", f"version {version.content_hash[:12]}, 10 points")
    assert "basics/double" in entry.subject


def test_taking_away_keeps_what_was_handed_in(written: Exercise, version: ExerciseVersion, author: User) -> None:
    publish(written, version, author, reason=REASON)
    Submission.objects.create(exercise=written, student=author, format="code", content="x")
    assert unpublish(written, author)
    written.refresh_from_db()
    assert (written.current, Submission.objects.count(), AuditEntry.objects.count()) == (None, 1, 2)
    assert not unpublish(written, author)


def test_submissions_and_their_students_are_counted(written: Exercise, author: User) -> None:
    other = Exercise.objects.create(
        unit=Unit.objects.create(course=Course.objects.create(slug="o", title=TITLE), slug="u", title=TITLE),
        slug="e",
        title=TITLE,
        points=1,
    )
    for exercise in (written, written, other):
        Submission.objects.create(exercise=exercise, student=author, format="code", content="x")
    found = affected_by(written)
    assert (found.submissions, found.students) == (2, 1)


def test_a_proof_is_a_validation_of_just_this_version(written: Exercise, author: User) -> None:
    green = validated(written, author, GREEN)
    write(written, author, **{"prompt.en.md": b"Other words."})
    other = version_of_working_copy(written, author)
    Validation.objects.create(version=other, state=RED)
    assert proof_of(green.version) == green
    assert proof_of(other) is None


def test_of_two_who_publish_at_once_the_second_counts(written: Exercise, author: User) -> None:
    first = version_of_working_copy(written, author)
    publish(written, first, author, reason=REASON)
    opened = Exercise.objects.get(pk=written.pk)
    write(written, author, **{"prompt.en.md": b"Other words."})
    publish(written, version_of_working_copy(written, author), author, reason=REASON)
    publish(opened, first, author, reason=REASON)
    assert Exercise.objects.get(pk=written.pk).current == first
