"""The order of a course's steps, and what stands around one."""

from __future__ import annotations

import pytest

from courses.models import Course, Lesson, Unit
from courses.way import neighbors, outline, steps_of
from tests.grader.cast import TITLE, make_exercise


@pytest.fixture
def course(db: None) -> Course:
    """Two units, the second one stored first: each has a lesson ``read`` and an exercise ``do``; a third is retired."""
    course = Course.objects.create(slug="demo", title=TITLE)
    for position, slug, retired in ((1, "later", False), (0, "first", False), (2, "gone", True)):
        unit = Unit.objects.create(course=course, slug=slug, title=TITLE, position=position, retired=retired)
        make_exercise(unit, "do")
        Lesson.objects.create(unit=unit, slug="read", title=TITLE, body=TITLE)
    return course


def names(course: Course) -> list[str]:
    return [f"{step.unit.slug}/{step.slug}" for step in steps_of(course)]


def test_a_units_lessons_come_before_its_exercises(course: Course) -> None:
    assert names(course) == ["first/read", "first/do", "later/read", "later/do"]


def test_an_exercise_that_left_the_folder_is_no_step(course: Course) -> None:
    course.units.get(slug="first").exercises.update(current=None)
    assert names(course) == ["first/read", "later/read", "later/do"]


def test_the_way_goes_from_the_last_exercise_to_the_next_lesson(course: Course) -> None:
    _, exercise, lesson, _ = steps = steps_of(course)
    around = neighbors(steps, exercise)
    assert (around.earlier, around.later) == (steps[0], lesson)


def test_the_ends_have_one_neighbor(course: Course) -> None:
    steps = steps_of(course)
    assert neighbors(steps, steps[0]).earlier is None
    assert neighbors(steps, steps[-1]).later is None


def test_a_step_that_is_gone_has_no_neighbors(course: Course) -> None:
    gone = Lesson.objects.get(unit__slug="gone")
    around = neighbors(steps_of(course), gone)
    assert (around.earlier, around.later) == (None, None)


def test_units_are_numbered_in_order(course: Course) -> None:
    assert [(part.number, part.unit.slug) for part in outline(course)] == [(1, "first"), (2, "later")]
