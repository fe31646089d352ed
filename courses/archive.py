"""A folder's files as a mapping, as one hash, and as a zip that is the same for the same content."""

from __future__ import annotations

import hashlib
import io
import itertools
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from courses.content_errors import ContentError, Problem

Files = Mapping[str, bytes]

MAX_FOLDER_BYTES = 64 * 1024 * 1024
MAX_FILES = 1000
MAX_PATH_LENGTH = 200
IGNORED_NAMES = frozenset({"__pycache__", "Thumbs.db", "node_modules"})
FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def read_directory(root: Path) -> dict[str, bytes]:
    """Return every file under ``root`` by its relative POSIX path.

    Hidden files and caches are left out. ``ContentError`` names links, unsafe paths and what is too large.
    """
    found = [path for path in sorted(root.rglob("*")) if not _is_ignored(path.relative_to(root))]
    files = [path for path in found if path.is_symlink() or not path.is_dir()]
    problems = [Problem(_name(path, root), 0, "links are not allowed") for path in files if path.is_symlink()]
    problems += _size_problems({_name(path, root): path.lstat().st_size for path in files})
    if problems:
        raise ContentError(problems)
    return _with_safe_paths({_name(path, root): path.read_bytes() for path in files})


def content_hash(files: Files) -> str:
    """Return the SHA-256, in hexadecimal, over the sorted paths and contents."""
    digest = hashlib.sha256()
    for path in sorted(files):
        for part in (path.encode(), files[path]):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def pack(files: Files) -> bytes:
    """Return the files as a zip: sorted, with one fixed date, so that equal content gives equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, FIXED_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, files[path])
    return buffer.getvalue()


def unpack(archive: bytes) -> dict[str, bytes]:
    """Return the files of a zip; ``ContentError`` when it is damaged, too large, or holds links or unsafe paths."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            problems = [Problem(entry.filename, 0, "links are not allowed") for entry in entries if _is_link(entry)]
            problems += _size_problems({entry.filename: entry.file_size for entry in entries})
            if problems:
                raise ContentError(problems)
            return _with_safe_paths({entry.filename: opened.read(entry) for entry in entries})
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ContentError([Problem("archive", 0, f"is not a readable zip: {error}")]) from error


def path_problem(path: str) -> str:
    """Return why ``path`` may not be the name of a file in a folder, or ``""``."""
    if len(path) > MAX_PATH_LENGTH:
        return f"the path is longer than {MAX_PATH_LENGTH} characters"
    if "\\" in path or ":" in path or any(ord(letter) < 32 for letter in path):
        return "the path holds a character that is not allowed"
    if path.startswith("/") or any(part in ("", ".", "..") for part in path.split("/")):
        return "the path is not a plain relative one"
    return ""


def _with_safe_paths(files: dict[str, bytes]) -> dict[str, bytes]:
    problems = [Problem(path, 0, reason) for path in files if (reason := path_problem(path))]
    folded = sorted(path.casefold() for path in files)
    doubled = {first for first, second in itertools.pairwise(folded) if first == second}
    problems += [Problem(path, 0, "another path differs only in case") for path in files if path.casefold() in doubled]
    if problems:
        raise ContentError(problems)
    return files


def _size_problems(sizes: Mapping[str, int]) -> list[Problem]:
    problems = []
    if len(sizes) > MAX_FILES:
        problems.append(Problem(".", 0, f"holds {len(sizes)} files; at most {MAX_FILES} are allowed"))
    if sum(sizes.values()) > MAX_FOLDER_BYTES:
        megabytes = MAX_FOLDER_BYTES // 2**20
        largest = max(sizes, key=lambda path: sizes[path])
        problems.append(Problem(largest, 0, f"the folder is larger than {megabytes} MB; this is its largest file"))
    return problems


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _is_ignored(path: PurePosixPath | Path) -> bool:
    return any(part.startswith(".") or part in IGNORED_NAMES for part in path.parts)


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
