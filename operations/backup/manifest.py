"""What a backup says of itself: by whom it was made, of what, and how to tell that it is whole."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pydantic import BaseModel, ConfigDict, ValidationError

from operations.backup.errors import BackupProblem
from operations.version import VERSION

FORMAT = 1
Kind = Literal["sqlite", "postgresql"]
SHOWN = 3


class Manifest(BaseModel):
    """The first file of a backup. ``counts`` are rows by table; ``migrations`` are names by app."""

    model_config = ConfigDict(frozen=True)

    format: int
    backpass: str
    made_at: datetime
    database: Kind
    migrations: dict[str, list[str]]
    counts: dict[str, int]
    file: str
    bytes: int
    sha256: str


def read_manifest(text: bytes) -> Manifest:
    """Return the manifest that stands in a backup; `BackupProblem` where it is none."""
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        raise BackupProblem("This is no backup of Backpass, or its first part is damaged.") from error


def check_version(manifest: Manifest) -> None:
    """Raise `BackupProblem` for a backup by a later Backpass: this one would not know what to do with its tables."""
    known = MigrationLoader(None).disk_migrations or {}
    later = [
        f"{app}.{name}" for app, names in manifest.migrations.items() for name in names if (app, name) not in known
    ]
    if manifest.format > FORMAT or later:
        shown = ", ".join(later[:SHOWN])
        raise BackupProblem(
            f"This backup was made by Backpass {manifest.backpass}, which is newer than this one ({VERSION})"
            + (f": it has {shown}{' and more' if later[SHOWN:] else ''}" if later else "")
            + ". Upgrade this site first, then restore."
        )


def applied_migrations() -> dict[str, list[str]]:
    """Return the names of the migrations that the database has seen, by app."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def tables() -> list[str]:
    """Return the names of all tables of the site that exist."""
    return sorted(connection.introspection.django_table_names(only_existing=True, include_views=False))
