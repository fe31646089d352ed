"""Dumps of a PostgreSQL database, by PostgreSQL's own programs. Who signs in to it stands in their environment only."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection, transaction

from operations.backup.errors import BackupProblem

NAMES = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
OPTIONS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


def dump(target: Path, tables: list[str]) -> dict[str, int]:
    """Write a dump in PostgreSQL's custom format, and return the rows of each table in it.

    Both are of one snapshot, so the site can go on writing.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run(
            "pg_dump",
            "--format",
            "custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
            f"--file={target}",
        )
        return _counts(tables)


def restore(source: Path, counts: dict[str, int]) -> str:
    """Replace all tables by those of a dump, in one transaction: either all of it happens or nothing.

    `BackupProblem` where PostgreSQL does not take it. Returns an empty text: nothing of what was there is kept.
    """
    script, clearing = source.with_suffix(".sql"), source.with_suffix(".clear.sql")
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source))
    clearing.write_text(_dropping())
    connection.close()
    options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    _run("psql", *options, f"--file={clearing}", f"--file={script}")
    if (found := _counts(list(counts))) != counts:
        wrong = [name for name in counts if found[name] != counts[name]]
        raise BackupProblem(f"After restoring, these tables do not have the rows that they had: {', '.join(wrong)}.")
    return ""


def others() -> int:
    """Return how many other connections to the database there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])


def _dropping() -> str:
    names = ", ".join(connection.ops.quote_name(name) for name in connection.introspection.table_names())
    return f"DROP TABLE IF EXISTS {names} CASCADE;\n" if names else ""


def _counts(tables: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  (quoted)
            found[table] = int(cursor.fetchone()[0])
        return found


def environment() -> dict[str, str]:
    """Return the environment in which PostgreSQL's programs reach the site's database."""
    given = connection.settings_dict
    values = {variable: str(given[name]) for name, variable in NAMES.items() if given.get(name)}
    options = given.get("OPTIONS") or {}
    values |= {variable: str(options[name]) for name, variable in OPTIONS.items() if options.get(name)}
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", **values}


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; `BackupProblem` with what it says when it fails or is not there."""
    if shutil.which(program) is None:
        raise BackupProblem(
            f"{program} is not installed here. Install PostgreSQL's client programs (Debian: postgresql-client), or, "
            "with Docker Compose, back up with the pg_dump of the container: see docs/operating.md."
        )
    done = subprocess.run([program, *arguments], env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupProblem(f"{program} says: {done.stderr.strip()[-1000:]}")
