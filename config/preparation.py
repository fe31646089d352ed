"""What an embedded site needs before it can serve: database, courses, demo accounts and static files, up to date."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from grader.gradebook.scoring import is_incomplete

Say = Callable[[str], None]


def prepare_site(say: Say) -> None:
    """Bring everything up to date, telling ``say`` about steps that take long. Does nothing where nothing changed."""
    prepare_database(say)
    say("Loading the courses")
    call_command("load_content", stdout=io.StringIO())
    prepare_scores(say)
    if settings.DEMO_ACCOUNTS:
        call_command("create_demo_accounts", verbosity=0)
    prepare_static_files(say)


def prepare_database(say: Say) -> None:
    """Apply the migrations that are missing."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database")
        call_command("migrate", interactive=False, verbosity=0)


def prepare_scores(say: Say) -> None:
    """Compute the scores of what was handed in before there was a gradebook; where all are there, one query."""
    if is_incomplete():
        say("Computing the scores")
        call_command("refresh_scores", stdout=io.StringIO())


def prepare_static_files(say: Say) -> None:
    """Collect, hash and compress the static files, unless that is done already."""
    stamp = Path(settings.STATIC_ROOT) / ".fingerprint"
    fingerprint = _static_fingerprint()
    if stamp.is_file() and stamp.read_text() == fingerprint:
        return
    say("Collecting static files")
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint)


def _static_fingerprint() -> str:
    """A digest that changes with any static file, judged by name, size and time, and with what processes them."""
    digest = hashlib.sha256(f"{version('django')} {version('whitenoise')}".encode())
    for finder in finders.get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
