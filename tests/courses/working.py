"""A course of this site with an exercise and a lesson in its working copy, and people who write it."""

from __future__ import annotations

from accounts.models import User
from courses.models import Course, Enrollment, Exercise, Origin, Role, Unit, WorkingFile
from tests.courses.examples import exercise_files

TITLE = {"en": "Demo", "ko": "데모"}
FILES = {
    "basics/unit.yaml": b"title: {en: B, ko: B}\nsummary: {en: B, ko: B}\nlessons: [lesson]\nexercises: [double]\n",
    "basics/lesson.en.md": b"# Doubling\n\nSee [it](exercise:double) and $x^2$.\n\n![a plot](figures/plot.svg)\n",
    "basics/lesson.ko.md": b"# Doubling ko\n",
    "basics/figures/plot.svg": b"<svg/>",
}
EXERCISE = "/author/demo/basics/exercises/double/"
LESSON = "/author/demo/basics/lessons/lesson/"
PROMPT = "/author/demo/files/basics/double/prompt.en.md"


def make_working_course(author: User) -> Course:
    """Make the course ``demo`` with the unit ``basics``, and its working copy, saved by ``author``."""
    course = Course.objects.create(slug="demo", title=TITLE, origin=Origin.SITE, is_listed=False)
    unit = Unit.objects.create(course=course, slug="basics", title=TITLE, retired=True)
    Exercise.objects.create(unit=unit, slug="double", title=TITLE, points=1)
    files = FILES | {f"basics/double/{path}": content for path, content in exercise_files().items()}
    WorkingFile.objects.bulk_create(
        WorkingFile(course=course, path=path, content=content, saved_by=author) for path, content in files.items()
    )
    return course


def make_author(email: str) -> User:
    """Make an account; once the course is there, `join` gives it a role."""
    return User.objects.create_user(email, name=email.partition("@")[0].title())


def join(course: Course, user: User, role: Role = Role.INSTRUCTOR) -> None:
    """Give somebody a role in the course."""
    Enrollment.objects.create(course=course, user=user, role=role)


def content_of(path: str) -> bytes | None:
    """Return what stands at a path of the working copy."""
    found = WorkingFile.objects.filter(path=path).first()
    return bytes(found.content) if found else None


def revision_of(path: str) -> int:
    """Return the revision of the file at a path."""
    return WorkingFile.objects.get(path=path).revision
