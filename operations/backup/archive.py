"""The file of a backup: an uncompressed tar of a manifest and of the database's own dump, which is compressed.

Reading trusts nothing: exactly two plain files of the known names are taken, no path is ever made of a name, and the
dump is used only when its size and its SHA-256 are those of the manifest.
"""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from operations.backup.errors import BackupProblem
from operations.backup.manifest import Manifest, read_manifest

MANIFEST = "manifest.json"
DUMPS = {"sqlite": "database.sqlite3.gz", "postgresql": "database.dump"}
MAX_MANIFEST_BYTES = 2**20
CHUNK = 2**20


def sha256_of(path: Path) -> str:
    """Return the digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_archive(target: IO[bytes], manifest: Manifest, dump: Path) -> None:
    """Write a backup to ``target``, which need not be seekable."""
    with tarfile.open(fileobj=target, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        text = manifest.model_dump_json(indent=2).encode() + b"\n"
        archive.addfile(_entry(MANIFEST, len(text), manifest), io.BytesIO(text))
        with dump.open("rb") as file:
            archive.addfile(_entry(manifest.file, manifest.bytes, manifest), file)


@contextmanager
def opened_archive(source: Path) -> Iterator[tuple[Manifest, IO[bytes]]]:
    """Open a backup and yield its manifest and its dump, to be read once. `BackupProblem` for anything else."""
    try:
        with tarfile.open(source, mode="r:") as archive:
            first, second = _only_two(archive)
            manifest = read_manifest(_content(archive, first).read(MAX_MANIFEST_BYTES))
            if (second.name, second.size) != (DUMPS[manifest.database], manifest.bytes):
                raise BackupProblem("This backup is damaged: the database in it is not the one that it announces.")
            yield manifest, _content(archive, second)
    except (tarfile.TarError, EOFError) as error:
        raise BackupProblem(f"{source} is no backup of Backpass, or it is damaged ({error}).") from error
    except OSError as error:
        raise BackupProblem(f"{source} cannot be read: {error.strerror or error}.") from error


def copy_checked(manifest: Manifest, dump: IO[bytes], target: Path) -> None:
    """Copy the dump out of a backup; `BackupProblem` when it is not, to the byte, what was backed up."""
    digest = hashlib.sha256()
    with target.open("wb") as file:
        while chunk := dump.read(CHUNK):
            digest.update(chunk)
            file.write(chunk)
    if digest.hexdigest() != manifest.sha256:
        raise BackupProblem("This backup is damaged: the database in it does not have the checksum that it had.")


def _entry(name: str, size: int, manifest: Manifest) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(manifest.made_at.timestamp())
    return entry


def _only_two(archive: tarfile.TarFile) -> tuple[tarfile.TarInfo, tarfile.TarInfo]:
    entries = [entry for _number, entry in zip(range(3), archive, strict=False)]
    names = {MANIFEST, *DUMPS.values()}
    # A sparse file may be a few bytes here and would be terabytes on the disk.
    known = [entry.isreg() and not entry.issparse() and entry.name in names for entry in entries]
    if len(entries) != 2 or not all(known) or entries[0].name != MANIFEST or entries[0].size > MAX_MANIFEST_BYTES:
        raise BackupProblem("This is no backup of Backpass, or it is damaged: it must hold a manifest and a database.")
    return entries[0], entries[1]


def _content(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(entry)
    if content is None:
        raise BackupProblem("This is no backup of Backpass.")
    return content
