"""Images from tests: what is shown is an image and nothing else."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from grader.judging.figures import MAX_SCANS, MAX_SIDE, BadImage, read_figures, verified
from grader.testkit.protocol import MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS

TEXT = {"en": "A plot", "ko": "그림"}


def image(kind: str = "PNG", size: tuple[int, int] = (8, 6), **options: Any) -> bytes:
    target = io.BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(target, kind, **options)
    return target.getvalue()


def given(content: object, *, show: object = False, **changes: object) -> dict[str, object]:
    return {"title": TEXT, "alt": TEXT, "content": content, "show": show} | changes


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_an_image_stays_the_same_picture(kind: str, media_type: str) -> None:
    content = image(kind)

    found, kept = verified(content)

    assert found == media_type
    assert Image.open(io.BytesIO(kept)).tobytes() == Image.open(io.BytesIO(content)).tobytes()


def test_words_in_a_png_and_what_follows_it_are_left_out() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "<script>secret</script>")
    content = image(pnginfo=words) + b"<html>secret</html>"
    assert b"secret" in content
    assert b"secret" not in verified(content)[1]


def test_words_in_a_jpeg_and_what_follows_it_are_left_out() -> None:
    content = image("JPEG", comment=b"secret", exif=b"Exif\0\0secret") + b"secret"
    assert b"secret" in content
    assert b"secret" not in verified(content)[1]


def test_words_between_a_jpegs_scans_and_in_its_header_are_left_out() -> None:
    content = image("JPEG", progressive=True)
    comment = b"\xff\xfe\x00\x08secret"
    header = b"\xff\xe0" + struct.pack(">H", 36) + b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01" + b"secret" * 3 + b"\0\0"
    second_scan = content.index(b"\xff\xda", content.index(b"\xff\xda") + 2)
    hiding = content[:2] + header + content[2:second_scan] + comment + content[second_scan:] + b"secret\xff\xd9"

    kept = verified(hiding)[1]

    assert b"secret" not in kept
    assert Image.open(io.BytesIO(kept)).tobytes() == Image.open(io.BytesIO(content)).tobytes()


def test_a_jpeg_of_very_many_scans_is_none() -> None:
    content = image("JPEG", progressive=True)
    scan = content[content.index(b"\xff\xda") : content.rindex(b"\xff\xd9")]
    with pytest.raises(BadImage, match="scans"):
        verified(content[:-2] + scan * MAX_SCANS + content[-2:])


def test_a_second_size_within_a_jpeg_is_checked_too() -> None:
    content = image("JPEG", progressive=True)
    frame = b"\xff\xc2\x00\x0b\x08" + struct.pack(">HH", MAX_SIDE + 1, 8) + b"\x01\x01\x11\x00"
    second_scan = content.index(b"\xff\xda", content.index(b"\xff\xda") + 2)
    with pytest.raises(BadImage, match="pixels"):
        verified(content[:second_scan] + frame + content[second_scan:])


def test_a_huge_picture_in_few_bytes_is_none() -> None:
    header = struct.pack(">II", MAX_SIDE + 1, 1) + b"\x08\x02\0\0\0"
    part = struct.pack(">I", len(header)) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    with pytest.raises(BadImage, match="pixels"):
        verified(b"\x89PNG\r\n\x1a\n" + part)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_an_image_cut_anywhere_is_none(kind: str) -> None:
    content = image(kind)
    for length in range(len(content) - 1):
        with pytest.raises(BadImage):
            verified(content[:length])


@pytest.mark.parametrize(
    "one",
    [
        given(b"<svg onload=alert(1)>"),
        given(b"GIF89a"),
        given("text"),
        given(image() + b"\0" * MAX_ATTACHMENT_BYTES),
        given(image(), title="no mapping"),
        given(image(), show="yes"),
        {"content": image()},
        None,
        7,
    ],
)
def test_what_is_no_figure_is_left_out_with_a_note(one: object) -> None:
    figures, notes = read_figures([one, given(image())], hidden=False)
    assert len(figures) == 1
    assert len(notes) == 1


@pytest.mark.parametrize("nonsense", [None, "x", 7, {"a": 1}, ()])
def test_what_is_no_list_is_none(nonsense: object) -> None:
    assert read_figures(nonsense, hidden=False) == ((), ())


def test_a_hidden_tests_figure_is_shown_only_where_its_author_says_so() -> None:
    shown, _ = read_figures([given(image()), given(image("JPEG"), show=True)], hidden=True)
    assert [figure.media_type for figure in shown] == ["image/jpeg"]


def test_a_test_shows_so_many_and_no_more() -> None:
    figures, _ = read_figures([given(image())] * (MAX_ATTACHMENTS + 1), hidden=False)
    assert len(figures) == MAX_ATTACHMENTS
