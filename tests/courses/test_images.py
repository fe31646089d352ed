"""Images are what their content says, and no larger than a browser can be asked to show."""

from __future__ import annotations

from pathlib import Path

import pytest

from courses.images import MAX_IMAGE_BYTES, image_problem
from tests.courses.sent_images import IMAGES, png

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3">%s</svg>'


@pytest.mark.parametrize("suffix", IMAGES)
def test_an_image_is_known_by_its_content(suffix: str) -> None:
    assert image_problem(suffix, IMAGES[suffix]()) == ""
    assert image_problem(suffix.upper(), IMAGES[suffix]()) == ""


@pytest.mark.parametrize("suffix", IMAGES)
@pytest.mark.parametrize("content", [b"", b"<html>", b"MZ" + bytes(100), b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBPVP8X"])
def test_what_only_has_its_name_is_refused(suffix: str, content: bytes) -> None:
    assert "whatever its name says" in image_problem(suffix, content) or "no width" in image_problem(suffix, content)


@pytest.mark.parametrize("suffix", IMAGES)
def test_one_kind_under_the_name_of_another_is_refused(suffix: str) -> None:
    others = [make() for other, make in IMAGES.items() if make is not IMAGES[suffix]]
    assert all(image_problem(suffix, other) for other in others)


@pytest.mark.parametrize("suffix", IMAGES)
@pytest.mark.parametrize(("width", "height"), [(12_001, 1), (1, 12_001), (7_000, 7_000)])
def test_a_picture_of_too_many_points_is_refused(suffix: str, width: int, height: int) -> None:
    assert "points" in image_problem(suffix, IMAGES[suffix](width, height))


def test_a_picture_of_too_many_bytes_is_refused() -> None:
    assert "larger than 10 MB" in image_problem(".png", png() + bytes(MAX_IMAGE_BYTES))
    assert "larger than 2 MB" in image_problem(".svg", SVG % bytes(3 * 2**20))


@pytest.mark.parametrize(
    "inside",
    [
        b"<script>alert(1)</script>",
        b"<SCRIPT/>",
        b'<g onload="x()"/>',
        b'<a href="javascript:x()"/>',
        b"<foreignObject/>",
    ],
)
def test_an_svg_runs_nothing(inside: bytes) -> None:
    assert "may not hold" in image_problem(".svg", SVG % inside)


@pytest.mark.parametrize(
    "start",
    [
        b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>',
        b'<?xml-stylesheet href="https://example.org/x.css"?>',
        b"<html>",
        b"GIF89a",
        b"\xff\xfe<\0s\0v\0g\0",
    ],
)
def test_an_svg_expands_loads_and_pretends_nothing(start: bytes) -> None:
    assert image_problem(".svg", start + SVG % b"")


@pytest.mark.parametrize("start", [b"", b'<?xml version="1.0"?>\n<!-- made by hand -->\n', b"\xef\xbb\xbf"])
def test_a_plain_svg_is_taken(start: bytes) -> None:
    assert image_problem(".svg", start + SVG % b"<path d='M0 0h1'/>") == ""


def test_all_bundled_images_are_taken(repository_root: Path) -> None:
    found = [path for path in (repository_root / "courses" / "content").rglob("*") if path.suffix in {*IMAGES, ".svg"}]
    assert {path.name: problem for path in found if (problem := image_problem(path.suffix, path.read_bytes()))} == {}
    assert found


def test_other_files_are_not_looked_at() -> None:
    assert image_problem(".csv", b"x" * 20_000_000) == ""
