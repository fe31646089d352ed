"""A folder as a mapping, a hash and a zip."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses import archive
from courses.content_errors import ContentError

NAMES = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map("/".join)


@given(st.dictionaries(NAMES, st.binary(max_size=20), max_size=5))
def test_what_was_packed_is_unpacked(files: dict[str, bytes]) -> None:
    assert archive.unpack(archive.pack(files)) == files


def test_equal_content_gives_equal_bytes_in_any_order() -> None:
    assert archive.pack({"a": b"1", "b": b"2"}) == archive.pack({"b": b"2", "a": b"1"})


@pytest.mark.parametrize(
    "other",
    [{"a": b"1", "b": b"3"}, {"a": b"1", "c": b"2"}, {"a": b"1b", "": b"2"}, {"a": b"1"}, {"a1": b"", "b": b"2"}],
)
def test_other_content_gives_another_hash(other: dict[str, bytes]) -> None:
    assert archive.content_hash(other) != archive.content_hash({"a": b"1", "b": b"2"})


@pytest.mark.parametrize(
    "path", ["../up", "/absolute", "a//b", "a/./b", "back\\slash", "C:drive", "nul\x01", "x" * 201]
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


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FOLDER_BYTES", 1000)
    with pytest.raises(ContentError, match="larger than"):
        archive.unpack(archive.pack({"big": b"0" * 1001}))


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
