"""What a reader sees of a course: states, filters, reminders, and where to go on."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from courses.models import Course, Enrollment, Exercise, Lesson, LessonReading, Unit
from courses.search import Filters
from courses.way import outline, steps_of
from grader.gradebook.scoring import refresh
from grader.models import Format, Grading, Run, State, Submission
from grader.progress.course_map import Continuation, Reader, continuation, course_map, latest_course, reminders
from tests.grader.cast import TITLE, make_exercise

NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture
def course(db: None) -> Course:
    """Two units, each with a lesson and two exercises."""
    return make_course("demo")


@pytest.fixture
def student(course: Course, client: Client) -> User:
    """A student of the course, signed in."""
    user = User.objects.create_user("student@example.org")
    Enrollment.objects.create(course=course, user=user)
    client.force_login(user)
    return user


def make_course(slug: str) -> Course:
    course = Course.objects.create(slug=slug, title=TITLE)
    for position, name in enumerate(("first", "second")):
        unit = Unit.objects.create(course=course, slug=name, title={"en": name}, position=position)
        Lesson.objects.create(unit=unit, slug="read", title={"en": f"Read {name}"}, body=TITLE)
        for exercise in ("a", "b"):
            made = make_exercise(unit, exercise)
            Exercise.objects.filter(pk=made.pk).update(title={"en": f"Do {name} {exercise}"})
    return course


def lesson(course: Course, name: str) -> Lesson:
    return next(one for one in steps_of(course) if isinstance(one, Lesson) and str(one) == name)


def step(course: Course, name: str) -> Exercise:
    return next(one for one in steps_of(course) if isinstance(one, Exercise) and str(one) == name)


def submit(exercise: Exercise, student: User, points: int, at: datetime = NOW) -> None:
    assert exercise.current
    work = Submission.objects.create(exercise=exercise, student=student, format=Format.CODE, created_at=at)
    Grading.objects.create(
        submission=work,
        student=student,
        version=exercise.current,
        priority=1,
        state=State.GRADED,
        score=Decimal(points),
        max_score=10,
    )
    refresh(exercise, [student.pk])


def where(course: Course, student: User) -> Continuation:
    return continuation(course, steps_of(course), Reader.of(student, [course]))


def shown(course: Course, student: User, **query: str) -> list[str]:
    found = course_map(outline(course), Filters.from_query(query), Reader.of(student, [course]))
    return [str(item.step) for unit in found.units for item in unit.items]


def test_before_anything_it_begins_with_the_first_step(course: Course, student: User) -> None:
    found = where(course, student)
    assert found.last is None
    assert found.next is not None
    assert str(found.next.step) == "Read first"


@pytest.mark.parametrize(("points", "following"), [(10, "Do first b"), (9, "Do first a")])
def test_it_goes_on_with_the_next_step_or_with_what_is_not_complete(
    course: Course, student: User, points: int, following: str
) -> None:
    submit(step(course, "Do first a"), student, points)
    found = where(course, student)
    assert found.last
    assert str(found.last.step) == "Do first a"
    assert found.next
    assert str(found.next.step) == following


def test_the_latest_of_reading_running_and_submitting_counts(course: Course, student: User) -> None:
    submit(step(course, "Do first b"), student, 10, NOW - DAY)
    LessonReading.objects.create(user=student, lesson=lesson(course, "Read first"), read_at=NOW - 2 * DAY)
    Run.objects.create(exercise=step(course, "Do second a"), student=student, format=Format.CODE, created_at=NOW)
    found = where(course, student)
    assert found.last
    assert str(found.last.step) == "Do second a"
    assert found.at == NOW


def test_what_is_complete_is_passed_over_and_what_was_left_out_comes_at_the_end(course: Course, student: User) -> None:
    for name in ("Do first b", "Do second a", "Do second b"):
        submit(step(course, name), student, 10)
    LessonReading.objects.create(user=student, lesson=lesson(course, "Read second"))
    following = where(course, student).next
    assert following
    assert str(following.step) == "Read first"


def test_when_all_is_complete_nothing_follows(course: Course, student: User) -> None:
    for one in steps_of(course):
        if isinstance(one, Lesson):
            LessonReading.objects.create(user=student, lesson=one)
        else:
            submit(one, student, 10)
    assert where(course, student).next is None


def test_the_latest_course_is_the_one_worked_in_last(course: Course, student: User) -> None:
    other = make_course("other")
    submit(step(course, "Do first a"), student, 10, NOW - DAY)
    LessonReading.objects.create(user=student, lesson=lesson(other, "Read second"))
    both = [course, other]
    assert latest_course(both, student, Reader.of(student, both)) == other


def test_what_others_did_is_not_mine(course: Course, student: User) -> None:
    other = User.objects.create_user("other@example.org")
    submit(step(course, "Do first a"), other, 10)
    LessonReading.objects.create(user=other, lesson=lesson(course, "Read first"))
    assert where(course, student).last is None
    assert shown(course, student, state="complete") == []


def test_states_filter(course: Course, student: User) -> None:
    submit(step(course, "Do first a"), student, 10)
    submit(step(course, "Do first b"), student, 9)
    LessonReading.objects.create(user=student, lesson=lesson(course, "Read first"))
    assert shown(course, student, state="complete") == ["Read first", "Do first a"]
    assert shown(course, student, state="begun") == ["Do first b"]
    assert shown(course, student, state="new") == ["Read second", "Do second a", "Do second b"]


def test_a_run_begins_an_exercise(course: Course, student: User) -> None:
    Run.objects.create(exercise=step(course, "Do first a"), student=student, format=Format.CODE)
    assert shown(course, student, state="begun") == ["Do first a"]


def test_rings_count_everything_whatever_is_filtered(course: Course, student: User) -> None:
    submit(step(course, "Do first a"), student, 10)
    found = course_map(outline(course), Filters(words="Read"), Reader.of(student, [course]))
    assert [(unit.done, unit.total) for unit in found.units] == [(1, 3), (0, 3)]
    assert found.count == 2


def test_reminders_are_of_the_next_week_and_of_what_is_overdue_and_not_complete(course: Course, student: User) -> None:
    days = {"Do first a": -1, "Do first b": 6, "Do second a": 8, "Do second b": 2}
    for name, number in days.items():
        Exercise.objects.filter(pk=step(course, name).pk).update(due_at=NOW + number * DAY)
    found = reminders(Reader.of(student, [course]).progress.values())
    assert [str(one.exercise) for one in found.soon] == ["Do second b", "Do first b"]
    assert [str(one.exercise) for one in found.overdue] == ["Do first a"]
    assert shown(course, student, due="soon") == ["Do first b", "Do second b"]


def test_what_is_complete_reminds_of_nothing(course: Course, student: User) -> None:
    exercise = step(course, "Do first a")
    Exercise.objects.filter(pk=exercise.pk).update(due_at=NOW + DAY)
    submit(exercise, student, 10)
    assert not reminders(Reader.of(student, [course]).progress.values())


def test_home_begins_with_where_the_student_left(course: Course, student: User, client: Client) -> None:
    submit(step(course, "Do first a"), student, 10)
    page = client.get("/").content.decode()
    assert page.index("Continue where you left") < page.index("Do first b") < page.index('id="courses-title"')


def test_rings_say_what_they_show(course: Course, student: User, client: Client) -> None:
    submit(step(course, "Do first a"), student, 10)
    page = client.get("/courses/demo/").content.decode()
    assert 'aria-label="1 of 3 steps done"' in page
    assert 'stroke-dasharray="33.3 100"' in page


def test_a_guest_sees_the_course_without_states(course: Course, client: Client) -> None:
    page = client.get("/courses/demo/").content.decode()
    assert "Do first a" in page
    assert 'class="ring"' not in page
    assert 'name="state"' not in page


def test_a_search_says_how_much_it_found(course: Course, student: User, client: Client) -> None:
    page = client.get("/courses/demo/?q=read").content.decode()
    assert "2 steps found" in page
    assert "Do first a" not in page[page.index('id="map"') :]


def test_an_empty_finding_helps_on(course: Course, student: User, client: Client) -> None:
    page = client.get("/courses/demo/?q=nowhere").content.decode()
    assert "0 steps found" in page
    assert "Nothing fits all of this." in page


def test_htmx_gets_the_map_and_the_count_alone(course: Course, student: User, client: Client) -> None:
    response = client.get("/courses/demo/?q=read", headers={"HX-Request": "true"})
    page = response.content.decode()
    assert "<html" not in page
    assert 'hx-swap-oob="innerHTML:#found-count">2 steps found' in page
    assert "HX-Request" in response.headers["Vary"]


def test_a_restored_history_gets_the_whole_page(course: Course, student: User, client: Client) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get("/courses/demo/?q=read", headers=headers).content.decode()
