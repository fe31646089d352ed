"""Copies of an SQLite database: made while the site writes to it, and put in its place while it does not run."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.db import connection

from operations.backup.errors import BackupProblem


def database_file() -> Path:
    """Return where the site's database lies."""
    return Path(str(connection.settings_dict["NAME"])).resolve()


def dump(target: Path, tables: list[str]) -> dict[str, int]:
    """Write a compressed copy of the database as it is at one moment, and return the rows of each table in it.

    Readers of a database in WAL mode hold up nobody, so all is copied in one step and no writer waits.
    """
    copy = target.with_suffix(".copy")
    source = sqlite3.connect(f"{database_file().as_uri()}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(copy)) as copied:
        source.backup(copied)
        counts = _counts(copied, tables)
    with copy.open("rb") as plain, gzip.open(target, "wb", compresslevel=6) as packed:
        shutil.copyfileobj(plain, packed)
    copy.unlink()
    return counts


def restore(source: Path, counts: dict[str, int]) -> str:
    """Put the copy in the place of the database, which is kept beside it; return where that is, empty for none.

    `BackupProblem`, with nothing changed, for a copy that SQLite finds damaged or that has not the rows it had.
    """
    target = database_file()
    unpacked = target.with_name(f".{target.name}.restoring")
    try:
        _unpack(source, unpacked)
        _check(unpacked, counts)
        connection.close()
        kept = _set_aside(target)
        unpacked.rename(target)
    finally:
        unpacked.unlink(missing_ok=True)
    return kept


def _unpack(source: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600)
    try:
        with gzip.open(source, "rb") as packed, target.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
    except (EOFError, gzip.BadGzipFile) as error:
        raise BackupProblem("This backup is damaged: the database in it cannot be unpacked.") from error


def _check(copy: Path, counts: dict[str, int]) -> None:
    with closing(sqlite3.connect(copy)) as opened:
        try:
            found = opened.execute("PRAGMA integrity_check").fetchone()[0]
            if found != "ok" or _counts(opened, list(counts)) != counts:
                raise BackupProblem(f"This backup is damaged: {found if found != 'ok' else 'rows are missing in it'}.")
        except sqlite3.DatabaseError as error:
            raise BackupProblem(f"This backup is damaged: {error}.") from error


def _counts(opened: sqlite3.Connection, tables: list[str]) -> dict[str, int]:
    quoted = {table: table.replace('"', '""') for table in tables}
    return {
        table: opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  (a name, quoted)
        for table, name in quoted.items()
    }


def _set_aside(target: Path) -> str:
    """Rename the database after writing all to it that still stands in its journal."""
    if not target.exists() or not target.stat().st_size:
        return ""
    with closing(sqlite3.connect(target)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = target.with_name(f"{target.name}.before-restore-{datetime.now():%Y%m%d-%H%M%S}")  # noqa: DTZ005
    target.rename(kept)
    for journal in ("-wal", "-shm"):
        target.with_name(target.name + journal).unlink(missing_ok=True)
    return str(kept)
