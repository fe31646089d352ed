"""Making a backup of a site, which may be running, and restoring one into a site that is not."""

from __future__ import annotations

import contextlib
import fcntl
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import IO

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.models import User
from operations.backup import postgres, sqlite
from operations.backup.archive import DUMPS, copy_checked, opened_archive, sha256_of, write_archive
from operations.backup.errors import BackupProblem
from operations.backup.manifest import FORMAT, Kind, Manifest, applied_migrations, check_version, tables
from operations.version import VERSION

ENGINES: dict[Kind, ModuleType] = {"sqlite": sqlite, "postgresql": postgres}


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was restored, and where what was there before is kept; empty where nothing was or it is not kept."""

    manifest: Manifest
    kept: str


def back_up(target: IO[bytes]) -> Manifest:
    """Write a backup of the whole database, of one moment, to ``target``. `BackupProblem` when there is none."""
    kind = _kind()
    with _temporary_folder() as folder:
        dump = folder / DUMPS[kind]
        migrations = applied_migrations()
        counts = ENGINES[kind].dump(dump, tables())
        manifest = Manifest(
            format=FORMAT,
            backpass=VERSION,
            made_at=timezone.now(),
            database=kind,
            migrations=migrations,
            counts=counts,
            file=dump.name,
            bytes=dump.stat().st_size,
            sha256=sha256_of(dump),
        )
        write_archive(target, manifest, dump)
    return manifest


def check(source: Path) -> Manifest:
    """Read a whole backup and return its manifest; `BackupProblem` when it is damaged or by a later Backpass."""
    with opened_archive(source) as (manifest, dump), _temporary_folder() as folder:
        check_version(manifest)
        copy_checked(manifest, dump, folder / DUMPS[manifest.database])
        return manifest


def restore(source: Path, *, replace: bool = False) -> Restored:
    """Make the database what a backup holds, bring it up to this version, and sign everybody out.

    `BackupProblem`, with nothing changed, for a damaged backup or one by a later Backpass, while the site runs, and,
    without ``replace``, where there are people already.
    """
    with opened_archive(source) as (manifest, dump), _temporary_folder() as folder, _alone():
        check_version(manifest)
        _check_kind(manifest)
        if not replace and holds_people():
            raise BackupProblem("This site has people already. To put the backup in their place, say --replace.")
        copied = folder / DUMPS[manifest.database]
        copy_checked(manifest, dump, copied)
        kept = ENGINES[manifest.database].restore(copied, manifest.counts)
        call_command("migrate", interactive=False, verbosity=0)
        Session.objects.all().delete()
    return Restored(manifest=manifest, kept=kept)


def holds_people() -> bool:
    """Return whether the site has any account."""
    return User._meta.db_table in connection.introspection.table_names() and User.objects.exists()


def _kind() -> Kind:
    if connection.vendor == "sqlite":
        return "sqlite"
    if connection.vendor == "postgresql":
        return "postgresql"
    raise BackupProblem(f"Backups of a {connection.vendor} database have to be made by its own programs.")


def _check_kind(manifest: Manifest) -> None:
    if manifest.database != _kind():
        raise BackupProblem(
            f"This backup is of a {manifest.database} database, and this site has {connection.vendor}. "
            "Set DATABASE_URL to a database of the same kind."
        )


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Be the only one who works with the database: hold the supervisor's lock, or see that nobody is connected."""
    if connection.vendor == "postgresql" and (count := postgres.others()):
        raise BackupProblem(
            f"The database is in use by {count} other connections. Stop the web server and the workers first."
        )
    settings.RUN_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.RUN_DIR / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupProblem("This site is running. Stop it first.") from None
        yield


@contextlib.contextmanager
def _temporary_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="backpass-backup-") as folder:
        yield Path(folder)
