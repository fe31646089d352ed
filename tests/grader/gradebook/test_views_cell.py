"""One cell of the gradebook: attempts, a score set by hand, an extension, and what the student sees of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses.models import Action, AuditEntry, Exercise
from grader.gradebook.scoring import refresh
from grader.models import Extension, Grading, Score, ScoreOverride
from tests.grader.cast import make_exercise, make_student
from tests.grader.gradebook.test_scoring import finish

Submit = Callable[..., Grading]
DUE = timezone.now() - timedelta(hours=1)
FORMAT = "%Y-%m-%dT%H:%M"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def reader(client: Client, instructor: User) -> Client:
    """The instructor's browser."""
    client.force_login(instructor)
    return client


def address(exercise: Exercise, student: User, part: str = "") -> str:
    return f"/teach/demo/gradebook/{student.pk}/{exercise.pk}/{part}"


def override(reader: Client, exercise: Exercise, student: User, **values: object) -> tuple[int, str]:
    data = {f"override-{name}": value for name, value in values.items()}
    response = reader.post(address(exercise, student, "override/"), data, headers=HTMX)
    return response.status_code, response.content.decode()


def score(exercise: Exercise, student: User) -> Decimal | None:
    return Score.objects.get(exercise=exercise, student=student).score


def test_it_lists_the_attempts_and_which_one_counts(
    reader: Client, exercise: Exercise, student: User, submit: Submit
) -> None:
    gradings = [submit(), submit()]
    for grading, points in zip(gradings, (8, 3), strict=True):
        finish(grading, points)
    page = reader.get(address(exercise, student)).content.decode()
    assert all(grading.get_absolute_url() in page for grading in gradings)
    assert page.index("Attempt 2") < page.index("Attempt 1") < page.index(">counts<")


def test_an_override_counts_is_audited_and_comes_back_with_cell_and_total(
    reader: Client, exercise: Exercise, student: User, instructor: User, submit: Submit
) -> None:
    finish(submit(), 3)
    status, part = override(reader, exercise, student, score="7.5", reason="Explained it well.")
    entry = AuditEntry.objects.get()
    assert (status, score(exercise, student)) == (200, Decimal("7.5"))
    assert (entry.action, entry.actor, entry.person) == (Action.OVERRIDE, instructor, student)
    assert (entry.before, entry.after, entry.reason) == ("3.00", "7.50", "Explained it well.")
    assert f'<td id="cell-{student.pk}-{exercise.pk}"' in part
    assert f'id="total-{student.pk}"><strong>75%' in part


def test_a_removed_override_lets_grading_count(
    reader: Client, exercise: Exercise, student: User, submit: Submit
) -> None:
    finish(submit(), 3)
    override(reader, exercise, student, score="7.5", reason="Explained it well.")
    response = reader.post(address(exercise, student, "override/"), {"remove": "1"})
    assert response.headers["Location"] == address(exercise, student)
    assert score(exercise, student) == Decimal(3)
    assert AuditEntry.objects.first().before == "7.50"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"score": "10.5", "reason": "x"}, "The exercise has 10 points; a score cannot be higher."),
        ({"score": "-1", "reason": "x"}, "greater than or equal to 0"),
        ({"score": "seven", "reason": "x"}, "This is not a number, such as 7.5."),
        ({"score": "5", "reason": "  "}, "Give a reason; the student reads it."),
    ],
)
def test_a_wrong_override_is_named_and_stays_in_the_form(
    reader: Client, exercise: Exercise, student: User, values: dict[str, str], says: str
) -> None:
    status, part = override(reader, exercise, student, **values)
    assert (status, ScoreOverride.objects.count()) == (422, 0)
    assert says in part
    assert f'value="{values["score"]}"' in part


def test_an_extension_turns_late_work_into_work_that_counts(
    reader: Client, exercise: Exercise, student: User, submit: Submit
) -> None:
    exercise.due_at = DUE
    exercise.save()
    finish(submit(), 6)
    before = score(exercise, student)
    later = timezone.localtime(timezone.now() + timedelta(days=1))
    data = {"extension-due_at": later.strftime(FORMAT), "extension-reason": "Ill"}
    response = reader.post(address(exercise, student, "extension/"), data)
    entry = AuditEntry.objects.get()
    assert response.status_code == 302
    assert (before, score(exercise, student)) == (None, Decimal(6))
    assert (entry.action, entry.person, entry.reason) == (Action.EXTENSION, student, "Ill")
    assert entry.after == f"{later:%Y-%m-%d %H:%M %Z}"


def test_an_extension_that_is_taken_back_makes_it_late_again(
    reader: Client, exercise: Exercise, student: User, submit: Submit
) -> None:
    exercise.due_at = DUE
    exercise.save()
    finish(submit(), 6)
    Extension.objects.create(exercise=exercise, student=student, due_at=timezone.now())
    refresh(exercise)
    reader.post(address(exercise, student, "extension/"), {"remove": "1"})
    assert (Extension.objects.count(), score(exercise, student)) == (0, None)


def test_an_extension_to_an_earlier_date_is_refused(reader: Client, exercise: Exercise, student: User) -> None:
    exercise.due_at = DUE
    exercise.save()
    early = timezone.localtime(DUE - timedelta(days=1)).strftime(FORMAT)
    data = {"extension-due_at": early, "extension-reason": "Ill"}
    response = reader.post(address(exercise, student, "extension/"), data, headers=HTMX)
    assert (response.status_code, Extension.objects.count()) == (422, 0)
    assert "Choose a later date." in response.content.decode()


def test_what_is_never_due_offers_no_extension(reader: Client, exercise: Exercise, student: User) -> None:
    assert "nothing to extend" in reader.get(address(exercise, student)).content.decode()


def test_the_student_reads_the_score_and_the_reason(client: Client, exercise: Exercise, student: User) -> None:
    ScoreOverride.objects.create(exercise=exercise, student=student, score=9, reason="Explained <it> well.")
    refresh(exercise)
    client.force_login(student)
    for page in (exercise.get_absolute_url(), reverse("grader:progress", args=["demo"])):
        shown = client.get(page).content.decode()
        assert "9 of 10 points" in shown
        assert "Explained &lt;it&gt; well." in shown


def test_the_student_sees_the_extended_date_and_others_their_own(
    client: Client, exercise: Exercise, student: User
) -> None:
    exercise.due_at = DUE
    exercise.save()
    later = DUE + timedelta(days=3)
    Extension.objects.create(exercise=exercise, student=student, due_at=later)
    for user, due in ((student, later), (make_student(exercise, "other@example.org"), DUE)):
        client.force_login(user)
        for page in (exercise.get_absolute_url(), reverse("grader:progress", args=["demo"])):
            assert f'<time datetime="{due.isoformat()}"' in client.get(page).content.decode()


def test_the_record_is_what_the_student_sees_and_what_was_decided(
    reader: Client, exercise: Exercise, student: User, submit: Submit
) -> None:
    finish(submit(), 3)
    ScoreOverride.objects.create(exercise=exercise, student=student, score=9, reason="Oral exam")
    refresh(exercise)
    page = reader.get(f"/teach/demo/students/{student.pk}/").content.decode()
    assert "Points over time" in page
    assert "Score set to 9 of 10" in page
    assert ">Audit<" not in page


def test_the_owner_sees_the_audit_of_the_student(
    client: Client, exercise: Exercise, student: User, instructor: User
) -> None:
    instructor.enrollments.update(role="owner")
    client.force_login(instructor)
    override(client, exercise, student, score="4", reason="Because")
    other = make_student(exercise, "other@example.org")
    own, others = (client.get(f"/teach/demo/students/{one.pk}/").content.decode() for one in (student, other))
    assert "score override" in own
    assert "Nothing of this student was changed by hand." in others


def test_nobody_but_students_of_the_course_has_a_record(
    reader: Client, exercise: Exercise, outsider: User, instructor: User
) -> None:
    for user in (outsider, instructor):
        assert reader.get(f"/teach/demo/students/{user.pk}/").status_code == 404
        assert reader.get(address(exercise, user)).status_code == 404


def test_an_exercise_of_another_course_is_not_found(reader: Client, exercise: Exercise, student: User) -> None:
    other = make_exercise(exercise.unit, "other")
    other.unit.course.__class__.objects.create(slug="else", title={"en": "Else"}).units.add(
        other.unit.__class__.objects.create(course=other.unit.course, slug="u", title={"en": "U"})
    )
    other.unit = other.unit.__class__.objects.get(slug="u")
    other.save()
    assert reader.get(address(other, student)).status_code == 404


@pytest.mark.parametrize("part", ["", "override/", "extension/"])
def test_a_student_may_see_and_change_nothing(client: Client, exercise: Exercise, student: User, part: str) -> None:
    client.force_login(student)
    send = client.post if part else client.get
    assert send(address(exercise, student, part), {"remove": "1"}).status_code == 403
    assert client.get(f"/teach/demo/students/{student.pk}/").status_code == 403
