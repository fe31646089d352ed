"""The course that the permission matrix asks for: one of all that addresses name, and people of all roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from courses.authoring import working_copy
from courses.folders.archive import unpack
from courses.models import Course, Enrollment, Exercise, Invitation, Lesson, Origin, Role, Section, Unit, UnitFile
from grader.models import (
    Format,
    Grading,
    Outcome,
    Priority,
    Regrade,
    State,
    Submission,
    TestAttachment,
    TestResult,
    Validation,
)
from tests.grader.cast import TITLE, make_exercise

EMPTY_NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


BY_NUMBER = ("grader:gradebook_cell", "grader:override", "grader:extension")
"""Addresses that name an exercise by its id."""


@dataclass(frozen=True, kw_only=True)
class World:
    """A course with an exercise, and a student's work."""

    course: Course
    exercise: Exercise
    grading: Grading
    figure: TestAttachment

    def values(self, name: str) -> dict[str, object]:
        """Return a value for every keyword of an address; by its name where they differ."""
        paths = {
            "grader:download": "numbers.csv",
            "grader:preview_file": "numbers.csv",
            "courses:working_file": "course.yaml",
        }
        version = self.exercise.current
        assert version is not None
        validation = Validation.objects.filter(version=version).values_list("pk", flat=True).first()
        regrade = Regrade.objects.filter(exercise=self.exercise).values_list("pk", flat=True).first()
        numbers = {
            "grader:cancel_validation": validation,
            "grader:mark_equivalent": validation,
            "grader:restore_version": version.pk,
            "grader:regrade": regrade,
            "grader:regrade_step": regrade,
        }
        return {
            "course": self.course.slug,
            "unit": self.exercise.unit.slug,
            "lesson": "losses",
            "exercise": self.exercise.pk if name in BY_NUMBER else self.exercise.slug,
            "student": self.grading.student_id,
            "number": numbers.get(name, 1),
            "path": paths.get(name, "figures/a.svg"),
            "grading_id": self.grading.pk,
            "attachment_id": self.figure.pk,
            "code": self.course.join_code,
            "enrollment": Enrollment.objects.get(course=self.course, role=Role.STUDENT).pk,
            "section": self.course.sections.get().pk,
            "invitation": self.course.invitations.get().pk,
            "step": "cancel",
            "token": self.course.invitations.get().token,
        }

    def query(self, name: str) -> str:
        """Return what an address must be asked with to answer at all."""
        return {"grader:compare": f"?a={self.grading.pk}&b=draft"}.get(name, "")


def make_world(slug: str, people: dict[str, User], *, is_listed: bool = True) -> World:
    """Store a course with its people and one work of its student, and the course of the stranger."""
    elsewhere, _is_new = Course.objects.get_or_create(slug="elsewhere", defaults={"title": TITLE})
    Enrollment.objects.create(course=elsewhere, user=people["stranger"], role=Role.INSTRUCTOR)
    course = Course.objects.create(
        slug=slug, title=TITLE, is_listed=is_listed, join_code=f"{slug}22".upper(), origin=Origin.SITE
    )
    Section.objects.create(course=course, name="A")
    Invitation.objects.create(course=course, email="guest@example.org", token=f"token-of-{slug}")
    for role in Role:
        Enrollment.objects.create(course=course, user=people[role], role=role)
    unit = Unit.objects.create(course=course, slug="basics", title=TITLE)
    Lesson.objects.create(unit=unit, slug="losses", title=TITLE, body=TITLE)
    UnitFile.objects.create(unit=unit, path="figures/a.svg", content=b"<svg/>", content_hash="0" * 64)
    exercise = make_exercise(unit, "double")
    write_working_copy(exercise, people["owner"])
    Validation.objects.create(version=exercise.versions.get(), requested_by=people["owner"])
    Regrade.objects.create(exercise=exercise, version=exercise.versions.get(), reason="A test was wrong.")
    grading = make_grading(exercise, people["student"])
    figure = make_figure(grading)
    return World(course=course, exercise=exercise, grading=grading, figure=figure)


def write_working_copy(exercise: Exercise, author: User) -> None:
    """Let the working copy hold what the course shows: a lesson and the exercise."""
    assert exercise.current is not None
    title = "title: {en: Title, ko: 제목}\n"
    texts = {
        "course.yaml": f"{title}description: {{en: About, ko: 소개}}\nunits: [basics]\n",
        "basics/unit.yaml": f"{title}summary: {{en: About, ko: 소개}}\nlessons: [losses]\nexercises: [double]\n",
        "basics/lesson-losses.en.md": "# Losses\n",
        "basics/lesson-losses.ko.md": "# 손실\n",
        "basics/figures/a.svg": "<svg/>",
    }
    files = {path: text.encode() for path, text in texts.items()}
    files |= {f"basics/double/{path}": content for path, content in unpack(bytes(exercise.current.archive)).items()}
    working_copy.replace(exercise.unit.course, author, "", files)


def make_grading(exercise: Exercise, student: User) -> Grading:
    """Store a notebook that a student handed in and that was executed, judged, and got some points."""
    assert exercise.current is not None
    work = Submission.objects.create(exercise=exercise, student=student, format=Format.NOTEBOOK, content=EMPTY_NOTEBOOK)
    now = timezone.now()
    return Grading.objects.create(
        submission=work,
        student=student,
        version=exercise.current,
        priority=Priority.SUBMISSION,
        state=State.GRADED,
        score=5,
        max_score=10,
        started_at=now - timedelta(seconds=1),
        finished_at=now,
        executed_notebook=EMPTY_NOTEBOOK,
    )


def make_figure(grading: Grading) -> TestAttachment:
    """Store a figure that a test of the grading shows."""
    result = TestResult.objects.create(
        grading=grading,
        position=0,
        test_id="one",
        title=TITLE,
        hidden=False,
        points=5,
        max_points=10,
        outcome=Outcome.PARTIAL,
    )
    return TestAttachment.objects.create(
        result=result, position=0, title=TITLE, alt=TITLE, media_type="image/svg+xml", content=b"<svg/>"
    )
