"""A site of its own that is backed up, wiped, and restored; run as a program, with its settings in the environment.

Prints as JSON what the gradebook said before and after, and what was refused on the way.
"""

from __future__ import annotations

import fcntl
import json
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone

from accounts.models import User
from courses.models import Enrollment, Role
from grader.gradebook.scoring import refresh
from grader.models import Score, Submission
from tests.config.permission_world import make_grading, make_world


def main(folder: Path) -> dict[str, Any]:
    """Do so with backups in ``folder``."""
    call_command("migrate", verbosity=0)
    make_people()
    file = folder / "site.backup"
    command("backup", str(file))
    before, mode = state(), oct(file.stat().st_mode & 0o777)
    refusals = [
        refused("backup", str(file)),
        refused("restore", str(file)),
        refused("restore", str(damaged(file)), replace=True),
        while_it_runs(lambda: refused("restore", str(file), replace=True)),
    ]
    wipe()
    said = command("restore", str(file))
    again = command("restore", str(file), replace=True)
    command("refresh_scores", dry_run=True)
    return {
        "mode": mode,
        "before": before,
        "after": state(),
        "refusals": refusals,
        "said": said,
        "again": again,
        "checked": command("restore", str(file), check=True),
        "scores": command("refresh_scores", dry_run=True),
        "sessions": Session.objects.count(),
    }


def make_people() -> None:
    """Store a course with people of all roles, and graded work of twelve students."""
    people = {
        name: User.objects.create_user(f"{name}@example.org", name=f"이름 {name}") for name in (*Role, "stranger")
    }
    world = make_world("demo", people)
    for number in range(12):
        student = User.objects.create_user(f"s{number}@example.org")
        Enrollment.objects.create(course=world.course, user=student)
        grading = make_grading(world.exercise, student)
        type(grading).objects.filter(pk=grading.pk).update(score=number % 11)
    refresh(world.exercise)
    Session.objects.create(session_key="k" * 32, session_data="", expire_date=timezone.now())


def state() -> list[list[Any]]:
    """Return every score, by whose it is, and how much was handed in."""
    rows = Score.objects.order_by("student__email").values_list("student__email", "student__name", "score", "attempts")
    return [[email, name, str(score), attempts] for email, name, score, attempts in rows] + [
        [Submission.objects.count()]
    ]


def wipe() -> None:
    """Lose everything."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        connection.close()
        for path in (name, f"{name}-wal", f"{name}-shm"):
            Path(path).unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def while_it_runs(act: Callable[[], str]) -> str:
    """Do something while a site is at work: one that holds the lock of its folder, or is connected to PostgreSQL."""
    if connection.vendor == "postgresql":
        other = connections.create_connection("default")
        other.ensure_connection()
        try:
            return act()
        finally:
            other.close()
    with (settings.RUN_DIR / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        return act()


def damaged(file: Path) -> Path:
    """Return a copy of a backup of which one byte in the middle is another."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    found = file.with_name("damaged.backup")
    found.write_bytes(content)
    return found


def command(name: str, *arguments: str, **options: Any) -> str:
    """Run a command and return what it said."""
    out = StringIO()
    call_command(name, *arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


def refused(name: str, *arguments: str, **options: Any) -> str:
    """Run a command that must be refused, and return why."""
    try:
        command(name, *arguments, **options)
    except CommandError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
