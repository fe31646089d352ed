"""Writes a course into the running site's working copies, as its editor would: ``python -m tests.e2e.working_rows``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COURSE = "own-course"
REPOSITORY = Path(__file__).resolve().parents[2]
TITLE = {"en": "A course of mine", "ko": "내 과정"}


def write_rows(site_folder: Path) -> None:
    """Store a course in the site of a folder, with an exercise of which a known-wrong attempt passes, unpublished."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    environment |= {"BACKPASS_EMBEDDED": "1", "BACKPASS_DATA_DIR": str(site_folder)}
    subprocess.run([sys.executable, "-m", "tests.e2e.working_rows"], cwd=REPOSITORY, env=environment, check=True)


def _write() -> None:
    from accounts.models import User
    from courses.authoring import working_copy
    from courses.models import Course, Enrollment, Exercise, Origin, Role, Unit
    from tests.courses.examples import exercise_files
    from tests.grader.authors import ABSOLUTE

    course, _ = Course.objects.get_or_create(slug=COURSE, defaults={"title": TITLE, "origin": Origin.SITE})
    unit, _ = Unit.objects.get_or_create(course=course, slug="basics", defaults={"title": TITLE, "retired": True})
    defaults = {"title": {"en": "Double it", "ko": "두 배로"}, "points": 10}
    Exercise.objects.get_or_create(unit=unit, slug="double", defaults=defaults)
    people = {"instructor@example.org": Role.OWNER, "student@example.org": Role.STUDENT}
    for email, role in people.items():
        user = User.objects.get(email=email)
        Enrollment.objects.get_or_create(course=course, user=user, defaults={"role": role})
    owner = User.objects.get(email="instructor@example.org")
    working_copy.replace(course, owner, "basics/double", exercise_files(**{"wrong/absolute.py": ABSOLUTE}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    _write()
