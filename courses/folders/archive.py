"""A folder's files as a mapping, as one hash, and as a zip that is the same for the same content.

What stands in the headers of a zip is a claim, and is held against what comes out.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from courses.folders.content_errors import ContentError, Problem

Files = Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class FolderLimits:
    """How many files a folder may hold, and how many bytes they may be together."""

    files: int
    size: int


MAX_FOLDER_BYTES = 64 * 1024 * 1024
MAX_FILES = 1000
FOLDER_LIMITS = FolderLimits(files=MAX_FILES, size=MAX_FOLDER_BYTES)
"""Of an exercise's folder, and of a unit's, its exercises included."""
COURSE_LIMITS = FolderLimits(files=10 * MAX_FILES, size=4 * MAX_FOLDER_BYTES)
MAX_PATH_LENGTH = 200
MAX_NAME_BYTES = 255
"""Of one part of a path, in UTF-8: what file systems hold."""
IGNORED_NAMES = frozenset({"__pycache__", "__MACOSX", "Thumbs.db", "node_modules"})
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
CENTRAL_ENTRY = b"PK\x01\x02"
ENCRYPTED, UTF8_NAME = 0x1, 0x800
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Others may ask for gigabytes of memory before the first byte comes out."""
CHUNK_BYTES = 1024 * 1024
MOST_EXPANSION = 200
FREE_EXPANSION_BYTES = 4 * 1024 * 1024
"""A zip may be this much larger unpacked, or ``MOST_EXPANSION`` times: data seldom shrinks to less, and bombs do."""
SPARE_ENTRIES = 10
"""How many times as many entries as files a zip may list: folders have entries, too."""


def read_directory(root: Path, limits: FolderLimits = FOLDER_LIMITS) -> dict[str, bytes]:
    """Return every file under ``root`` by its relative POSIX path.

    Hidden files and caches are left out. ``ContentError`` names links, unsafe paths and what is too large.
    """
    found = [path for path in sorted(root.rglob("*")) if not is_ignored(path.relative_to(root))]
    files = [path for path in found if path.is_symlink() or not path.is_dir()]
    problems = [Problem(_name(path, root), 0, _("links are not allowed")) for path in files if path.is_symlink()]
    problems += size_problems({_name(path, root): path.lstat().st_size for path in files}, limits)
    problems += problems or paths_problems([_name(path, root) for path in files])
    if problems:
        raise ContentError(problems)
    return {_name(path, root): path.read_bytes() for path in files}


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


def unpack(archive: bytes, limits: FolderLimits = FOLDER_LIMITS) -> dict[str, bytes]:
    """Return the files of a zip.

    ``ContentError`` when it is damaged, encrypted, too large, or holds links, doubles or unsafe paths.
    """
    # Every entry costs memory as soon as the zip is opened, before anything can be asked of it.
    if archive.count(CENTRAL_ENTRY) > SPARE_ENTRIES * limits.files:
        raise ContentError(
            [Problem("archive", 0, _("lists too many files; at most {most} are allowed").format(most=limits.files))]
        )
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            return _checked(opened, limits)
    except UnicodeDecodeError as error:
        raise ContentError([Problem("archive", 0, "holds a name that is not UTF-8")]) from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, ValueError) as error:
        raise ContentError([Problem("archive", 0, _("is not a readable zip: {error}").format(error=error))]) from error


def inside(files: Files, marker: str) -> Files:
    """Return the files of the folder that holds ``marker``: all, or those in the one folder at the top of a zip."""
    tops = {path.partition("/")[0] for path in files}
    top = next(iter(tops), "")
    if marker in files or len(tops) != 1 or f"{top}/{marker}" not in files:
        return files
    return {path.removeprefix(f"{top}/"): content for path, content in files.items()}


def path_problem(path: str) -> str:
    """Return why ``path`` may not be the name of a file in a folder, or ``""``."""
    if len(path) > MAX_PATH_LENGTH:
        return _("the path is longer than {most} characters").format(most=MAX_PATH_LENGTH)
    if "\\" in path or ":" in path or any(ord(letter) < 32 or ord(letter) == 127 for letter in path):
        return _("the path holds a character that is not allowed")
    if path.startswith("/") or any(part in ("", ".", "..") for part in path.split("/")):
        return _("the path is not a plain relative one")
    if any(len(part.encode("utf-8", "surrogatepass")) > MAX_NAME_BYTES for part in path.split("/")):
        return _("a name in the path is longer than {most} bytes").format(most=MAX_NAME_BYTES)
    return ""


def paths_problems(paths: Collection[str]) -> list[Problem]:
    """Return why these paths may not stand in one folder: unsafe, alike but for case, a file and a folder at once."""
    problems = [Problem(_shown(path), 0, reason) for path in paths if (reason := path_problem(path))]
    folded = sorted(_folded(path) for path in paths)
    doubled = {first for first, second in itertools.pairwise(folded) if first == second}
    problems += [
        Problem(_shown(path), 0, _("another path differs only in case")) for path in paths if _folded(path) in doubled
    ]
    folders = {above for path in paths for above in _folders_above(_folded(path))}
    problems += [
        Problem(_shown(path), 0, _("is a file and a folder at once")) for path in paths if _folded(path) in folders
    ]
    return problems


def size_problems(sizes: Mapping[str, int], limits: FolderLimits) -> list[Problem]:
    """Return why files of these sizes in bytes are too many or too large."""
    problems = []
    if len(sizes) > limits.files:
        problems.append(
            Problem(
                ".", 0, _("holds {count} files; at most {most} are allowed").format(count=len(sizes), most=limits.files)
            )
        )
    if sum(sizes.values()) > limits.size:
        largest = _shown(max(sizes, key=lambda path: sizes[path]))
        megabytes = limits.size // 2**20
        problems.append(
            Problem(
                largest,
                0,
                _("the folder is larger than {megabytes} MB; this is its largest file").format(megabytes=megabytes),
            )
        )
    return problems


def without_ignored(files: Files) -> dict[str, bytes]:
    """Return the files without hidden ones and caches, as `read_directory` reads a folder."""
    return {path: content for path, content in files.items() if not is_ignored(PurePosixPath(path))}


def is_ignored(path: PurePosixPath | Path) -> bool:
    """Return whether a relative path is hidden or in a cache, and so no part of a folder."""
    return any(part.startswith(".") or part in IGNORED_NAMES for part in path.parts)


def _folded(path: str) -> str:
    """Two paths that are alike here would be one file on some file systems."""
    return unicodedata.normalize("NFC", path).casefold()


def _folders_above(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts)))


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _checked(opened: zipfile.ZipFile, limits: FolderLimits) -> dict[str, bytes]:
    entries = opened.infolist()
    problems = [
        Problem(_shown(entry.orig_filename), 0, reason) for entry in entries if (reason := _entry_problem(entry))
    ]
    files = [entry for entry in entries if not entry.is_dir()]
    names = [entry.orig_filename for entry in files]
    problems += [
        Problem(_shown(name), 0, _("stands in the zip twice")) for name, count in Counter(names).items() if count > 1
    ]
    problems += size_problems({entry.orig_filename: entry.file_size for entry in files}, limits)
    problems += _expansion_problems(files)
    problems += paths_problems(set(names))
    folders = {entry.orig_filename.removesuffix("/") for entry in entries if entry.is_dir()}
    problems += [Problem(_shown(path), 0, reason) for path in folders if (reason := path_problem(path))]
    if problems:
        raise ContentError(problems)
    return _read_all(opened, files, limits)


def _expansion_problems(entries: Iterable[zipfile.ZipInfo]) -> list[Problem]:
    """Say of files that are packed so tightly that they can be no course's."""
    return [
        Problem(_shown(entry.orig_filename), 0, f"is more than {MOST_EXPANSION} times as large unpacked")
        for entry in entries
        if entry.file_size > FREE_EXPANSION_BYTES + MOST_EXPANSION * entry.compress_size
    ]


def _read_all(opened: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo], limits: FolderLimits) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = limits.size
    for entry in entries:
        content = _read(opened, entry, left)
        left -= len(content)
        found[entry.filename] = content
    return found


def _read(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Return one file's content, and give up as soon as there is more of it than ``most`` bytes."""
    content = bytearray()
    with opened.open(entry) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            content += chunk
            if len(content) > most:
                raise ContentError([Problem(_shown(entry.orig_filename), 0, _("is larger unpacked than the zip says"))])
    return bytes(content)


def _entry_problem(entry: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "links are not allowed"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is neither a file nor a folder"
    if entry.flag_bits & ENCRYPTED:
        return "is encrypted; zip it without a password"
    if entry.compress_type not in METHODS:
        return "is packed in an unusual way; use the ordinary one (deflate)"
    if not entry.flag_bits & UTF8_NAME and not entry.orig_filename.isascii():
        return "has a name that is not marked as UTF-8; zip it with another program"
    return ""


def _shown(path: str) -> str:
    """Return a path as a message may show it, whatever stands in it."""
    return (path if path.isprintable() else path.encode("unicode_escape").decode())[: MAX_PATH_LENGTH + 1]
