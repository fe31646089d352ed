"""A folder as a mapping, a hash and a zip."""

from __future__ import annotations

import io
import stat
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.folders import archive
from courses.folders.content_errors import ContentError

PARTS = st.text(st.characters(categories=("L", "N", "Pc", "Pd", "Zs")), min_size=1, max_size=20)
PATHS = st.lists(PARTS, min_size=1, max_size=4).map("/".join)
FOLDERS = st.dictionaries(PATHS, st.binary(max_size=200), max_size=8).filter(
    lambda files: not archive.paths_problems(files)
)


@given(FOLDERS)
def test_what_was_packed_is_unpacked_and_packs_to_the_same_bytes(files: dict[str, bytes]) -> None:
    packed = archive.pack(files)

    unpacked = archive.unpack(packed)

    assert unpacked == files
    assert archive.pack(unpacked) == packed


@given(FOLDERS, PARTS)
def test_one_folder_at_the_top_is_left_out(files: dict[str, bytes], top: str) -> None:
    files = {**files, "exercise.yaml": b""}

    assert archive.inside({f"{top}/{path}": content for path, content in files.items()}, "exercise.yaml") == files
    assert archive.inside(files, "exercise.yaml") == files


def test_equal_content_gives_equal_bytes_in_any_order() -> None:
    assert archive.pack({"a": b"1", "b": b"2"}) == archive.pack({"b": b"2", "a": b"1"})


@pytest.mark.parametrize(
    "other",
    [{"a": b"1", "b": b"3"}, {"a": b"1", "c": b"2"}, {"a": b"1b", "": b"2"}, {"a": b"1"}, {"a1": b"", "b": b"2"}],
)
def test_other_content_gives_another_hash(other: dict[str, bytes]) -> None:
    assert archive.content_hash(other) != archive.content_hash({"a": b"1", "b": b"2"})


@pytest.mark.parametrize(
    "path", ["../up", "/absolute", "a//b", "a/./b", "back\\slash", "C:drive", "nul\x01", "x" * 201, "가" * 90]
)
def test_an_unsafe_path_is_refused(path: str) -> None:
    with pytest.raises(ContentError) as refused:
        archive.unpack(_zip({path: b""}))
    assert "path" in refused.value.problems[0].reason


def test_paths_that_differ_only_in_case_are_refused() -> None:
    with pytest.raises(ContentError, match="differs only in case"):
        archive.unpack(_zip({"a": b"", "A": b""}))


def test_a_link_in_a_zip_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        opened.writestr(entry, "/etc/passwd")
    with pytest.raises(ContentError, match="links are not allowed"):
        archive.unpack(buffer.getvalue())


SMALL = archive.FolderLimits(files=3, size=1000)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(ContentError, match="big: the folder is larger than"):
        archive.unpack(archive.pack({"big": b"0" * 1001}), SMALL)


def test_too_many_files_are_refused() -> None:
    with pytest.raises(ContentError, match="holds 4 files; at most 3"):
        archive.unpack(archive.pack(dict.fromkeys("abcd", b"")), SMALL)


def test_a_list_of_very_many_files_is_refused_before_it_is_read() -> None:
    with pytest.raises(ContentError, match="lists too many files"):
        archive.unpack(b"no zip" + archive.CENTRAL_ENTRY * 31, SMALL)


def test_a_zip_that_lies_about_sizes_is_refused() -> None:
    packed = bytearray(archive.pack({"big": b"0" * 100_000}))
    for place in (packed.index(b"PK\x03\x04") + 22, packed.index(archive.CENTRAL_ENTRY) + 24):
        packed[place : place + 4] = (10).to_bytes(4, "little")

    with pytest.raises(ContentError, match="not a readable zip"):
        archive.unpack(bytes(packed), SMALL)


def test_what_comes_out_is_counted_whatever_the_headers_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "size_problems", lambda _sizes, _limits: [])

    with pytest.raises(ContentError, match="b: is larger unpacked than the zip says"):
        archive.unpack(archive.pack({"a": b"0" * 600, "b": b"0" * 600}), SMALL)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_there_twice_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        opened.writestr("a.py", b"1")
        opened.writestr("a.py", b"2")

    with pytest.raises(ContentError, match=r"a\.py: stands in the zip twice"):
        archive.unpack(buffer.getvalue())


def test_a_nul_in_a_name_is_refused_and_cuts_nothing_off() -> None:
    packed = _zip({"evil.py_.txt": b"x"}).replace(b"evil.py_.txt", b"evil.py\0.txt")

    with pytest.raises(ContentError, match=r"evil\.py\\x00\.txt: the path holds a character that is not allowed"):
        archive.unpack(packed)


def test_an_encrypted_zip_is_refused() -> None:
    packed = bytearray(_zip({"a.py": b"x"}))
    packed[packed.index(archive.CENTRAL_ENTRY) + 8] |= archive.ENCRYPTED

    with pytest.raises(ContentError, match=r"a\.py: is encrypted"):
        archive.unpack(bytes(packed))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_unusual_packing_is_refused(method: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as opened:
        opened.writestr("a.py", b"x" * 100)

    with pytest.raises(ContentError, match="packed in an unusual way"):
        archive.unpack(buffer.getvalue())


@pytest.mark.parametrize(
    ("name", "reason"),
    [(b"\xb1\xe2\xba\xbb", "not marked as UTF-8"), (b"\xff\xfe\xfd\xfc", "not marked as UTF-8")],
)
def test_a_name_that_is_not_utf8_is_refused(name: bytes, reason: str) -> None:
    with pytest.raises(ContentError, match=reason):
        archive.unpack(_zip({"abcd": b"x"}).replace(b"abcd", name))


def test_a_name_that_is_marked_as_utf8_and_is_not_is_refused() -> None:
    packed = _zip({"가": b"x"}).replace("가".encode(), b"\xff\xfe\xfd")

    with pytest.raises(ContentError, match="a name that is not UTF-8"):
        archive.unpack(packed)


def test_a_file_and_a_folder_of_one_name_are_refused() -> None:
    with pytest.raises(ContentError, match="tests: is a file and a folder at once"):
        archive.unpack(_zip({"tests": b"", "tests/test_a.py": b""}))


def test_names_that_one_file_system_takes_for_the_same_are_refused() -> None:
    with pytest.raises(ContentError, match="differs only in case"):
        archive.unpack(_zip({unicodedata.normalize(form, "가.py"): b"" for form in ("NFC", "NFD")}))


@pytest.mark.parametrize("kind", [stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_what_is_neither_file_nor_folder_is_refused(kind: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        entry = zipfile.ZipInfo("device")
        entry.external_attr = (kind | 0o644) << 16
        opened.writestr(entry, b"")

    with pytest.raises(ContentError, match="neither a file nor a folder"):
        archive.unpack(buffer.getvalue())


def test_an_unsafe_folder_is_refused_though_it_holds_nothing() -> None:
    with pytest.raises(ContentError, match="not a plain relative one"):
        archive.unpack(_zip({"../up/": b"", "a": b""}))


def test_a_zip_inside_a_zip_stays_a_file() -> None:
    inner = archive.pack({"bomb": b"0" * 100_000})

    assert archive.unpack(archive.pack({"data.zip": inner})) == {"data.zip": inner}


def test_a_damaged_zip_is_refused() -> None:
    with pytest.raises(ContentError, match="not a readable zip"):
        archive.unpack(b"no zip")


def test_a_link_on_disk_is_refused_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc")
    with pytest.raises(ContentError, match="link: links are not allowed"):
        archive.read_directory(tmp_path)


def test_hidden_files_and_caches_are_left_out(tmp_path: Path) -> None:
    for name in (".git/config", "__pycache__/a.pyc", "kept/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert archive.read_directory(tmp_path) == {"kept/a.txt": b"x"}


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for path, content in files.items():
            opened.writestr(path, content)
    return buffer.getvalue()
