"""Backups: everything comes back, to the score, and whatever is not whole or not ours is refused."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
import tomllib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from operations.backup import postgres, sqlite
from operations.backup.archive import copy_checked, opened_archive, write_archive
from operations.backup.errors import BackupProblem
from operations.backup.manifest import Manifest, check_version
from operations.backup.postgres import environment
from operations.version import VERSION
from tests.servers import private_postgres

CONTENT = b"what a database holds"


def round_trip(folder: Path, database: str) -> Any:
    """Run the whole story on a database of its own."""
    (folder / "var").mkdir()
    settings = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BACKPASS_EMBEDDED": "1",
        "BACKPASS_DATA_DIR": str(folder / "var"),
        "DATABASE_URL": database,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.operations.round_trip", str(folder)],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check_story(told: Any) -> None:
    assert told["mode"] == "0o600"
    assert len(told["before"]) == 14
    assert told["after"] == told["before"]
    exists, has_people, is_damaged, runs = told["refusals"]
    assert "exists already" in exists
    assert "--replace" in has_people
    assert "damaged" in is_damaged
    assert "Stop it first" in runs or "in use by 1 other" in runs
    assert "17 people and 13 submissions" in told["said"]
    assert "Whole" in told["checked"]
    assert told["scores"].startswith("All 13 scores are right.")
    assert told["sessions"] == 0


def test_dump_wipe_restore_and_all_scores_are_equal(tmp_path: Path) -> None:
    told = round_trip(tmp_path, "")

    check_story(told)
    kept = Path(told["again"].partition("What was here before is in ")[2].strip(". \n"))
    assert kept.is_file()


def test_a_database_is_copied_while_somebody_writes_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "site.sqlite3"
    monkeypatch.setattr(sqlite, "database_file", lambda: path)
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE work (text)")
        writer.execute("INSERT INTO work VALUES ('stored')")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO work VALUES ('half written')")

        counts = sqlite.dump(tmp_path / "dump", ["work"])

        writer.execute("COMMIT")
        rows = writer.execute("SELECT count(*) FROM work").fetchone()
    assert counts == {"work": 1}
    assert rows == (2,)


@pytest.mark.slow
def test_dump_wipe_restore_on_postgresql(tmp_path: Path) -> None:
    with private_postgres() as url:
        if url is None:
            pytest.skip("no PostgreSQL on this computer")
        check_story(round_trip(tmp_path, url))


def manifest(**changes: Any) -> Manifest:
    values: dict[str, Any] = {
        "format": 1,
        "backpass": VERSION,
        "made_at": timezone.now(),
        "database": "sqlite",
        "migrations": {"accounts": ["0001_initial"]},
        "counts": {},
        "file": "database.sqlite3.gz",
        "bytes": len(CONTENT),
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
    }
    return Manifest(**(values | changes))


def archive(path: Path, entries: dict[str, bytes | str]) -> Path:
    """Write a tar; a text is what a symbolic link points to."""
    with tarfile.open(path, "w") as file:
        for name, content in entries.items():
            entry = tarfile.TarInfo(name)
            if isinstance(content, str):
                entry.type, entry.linkname = tarfile.SYMTYPE, content
            else:
                entry.size = len(content)
            file.addfile(entry, None if isinstance(content, str) else io.BytesIO(content))
    return path


def read(path: Path, target: Path) -> None:
    with opened_archive(path) as (found, dump):
        copy_checked(found, dump, target)


def test_an_archive_gives_back_what_was_put_in(tmp_path: Path) -> None:
    dump, file = tmp_path / "dump", tmp_path / "backup"
    dump.write_bytes(CONTENT)
    with file.open("wb") as target:
        write_archive(target, manifest(), dump)

    read(file, tmp_path / "read")

    assert (tmp_path / "read").read_bytes() == CONTENT


TEXT = manifest().model_dump_json().encode()
FOREIGN: dict[str, dict[str, bytes | str]] = {
    "nothing": {},
    "a path out of the folder": {"manifest.json": TEXT, "../database.sqlite3.gz": CONTENT},
    "an absolute path": {"manifest.json": TEXT, "/tmp/database.sqlite3.gz": CONTENT},
    "a link": {"manifest.json": TEXT, "database.sqlite3.gz": "/etc/passwd"},
    "a third file": {"manifest.json": TEXT, "database.sqlite3.gz": CONTENT, "more": b""},
    "no manifest": {"database.sqlite3.gz": CONTENT, "manifest.json": TEXT},
    "a broken manifest": {"manifest.json": TEXT[:50], "database.sqlite3.gz": CONTENT},
    "a shorter database": {"manifest.json": TEXT, "database.sqlite3.gz": CONTENT[:-1]},
    "another database": {"manifest.json": TEXT, "database.sqlite3.gz": CONTENT[::-1]},
    "the other kind": {"manifest.json": TEXT, "database.dump": CONTENT},
}


@pytest.mark.parametrize("name", FOREIGN)
def test_whatever_is_no_whole_backup_is_refused(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / "given", FOREIGN[name])

    with pytest.raises(BackupProblem, match=r"no backup|damaged"):
        read(path, tmp_path / "read")


def test_an_archive_of_holes_fills_no_disk(tmp_path: Path) -> None:
    holes = {"GNU.sparse.map": "0,1", "GNU.sparse.size": str(2**40)}
    text = manifest(bytes=2**40).model_dump_json().encode()
    with tarfile.open(tmp_path / "b.tar", "w", format=tarfile.PAX_FORMAT) as file:
        for name, content, headers in (("manifest.json", text, {}), ("database.sqlite3.gz", b"x", holes)):
            entry = tarfile.TarInfo(name)
            entry.size, entry.pax_headers = len(content), headers
            file.addfile(entry, io.BytesIO(content))

    with pytest.raises(BackupProblem), opened_archive(tmp_path / "b.tar"):
        pass


def test_a_file_that_is_no_tar_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("dear diary")

    with pytest.raises(BackupProblem, match="no backup"):
        read(path, tmp_path / "read")


def test_a_backup_by_a_later_version_is_refused_with_what_it_has_more() -> None:
    later = manifest(backpass="9.0", migrations={"grader": ["0001_initial", "9001_rockets"]})

    with pytest.raises(BackupProblem, match=r"Backpass 9\.0.*newer.*grader\.9001_rockets.*Upgrade"):
        check_version(later)


def test_a_backup_by_an_earlier_version_is_taken() -> None:
    check_version(manifest(backpass="0.0.1"))


def test_the_password_of_the_database_is_in_the_environment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "HOST": "db",
        "PORT": 5432,
        "USER": "me",
        "PASSWORD": "s3cret",
        "NAME": "site",
        "OPTIONS": {"sslmode": "require"},
    }
    monkeypatch.setattr(postgres, "connection", type("Connection", (), {"settings_dict": given}))

    found = environment()

    assert found["PGPASSWORD"] == "s3cret"
    assert (found["PGHOST"], found["PGPORT"], found["PGDATABASE"], found["PGSSLMODE"]) == (
        "db",
        "5432",
        "site",
        "require",
    )


def test_the_version_is_the_projects(repository_root: Path) -> None:
    assert tomllib.loads((repository_root / "pyproject.toml").read_text())["project"]["version"] == VERSION
