"""Images that tests attached: verified, and written anew from the parts that a picture needs.

Nothing is decoded: an image is walked through part by part, and what is not needed to show it is left out.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from courses.text import LANGUAGES, Text
from grader.judging.reports import storable
from grader.testkit.protocol import MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS

MAX_SIDE = 4000
"""Pixels."""
MAX_SCANS = 50
"""Of one JPEG: each is a pass over all of its pixels, however few bytes it has."""
MAX_FIGURES = 30
"""The most figures that one grading keeps."""
MAX_TEXT = 500
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_PARTS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
JPEG_HEADER, JPEG_SCAN, JPEG_END = 0xE0, 0xDA, 0xD9
JPEG_PARTS = frozenset({0xC4, 0xDB, 0xDD, JPEG_HEADER, JPEG_SCAN, *JPEG_FRAMES})
JPEG_HEADER_BYTES = 18
"""Of a header without a small picture of its own, which could be anything."""
JPEG_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""In the points of a picture a mark's first byte is followed by 0, or by the number of a part of them."""


class BadImage(ValueError):
    """The bytes are no image that is shown."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure of one test: PNG or JPEG, its caption and what it shows in words."""

    title: Text
    alt: Text
    media_type: str
    content: bytes


class _Given(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)

    title: dict[str, str]
    alt: dict[str, str]
    content: bytes
    show: bool


def read_figures(given: Any, *, hidden: bool) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """Return the figures that a test's report brings, and a note for the author on each that is left out.

    Of a hidden test only those that its author shows.
    """
    figures: list[Figure] = []
    notes: list[str] = []
    for one in given[:MAX_ATTACHMENTS] if isinstance(given, list) else []:
        try:
            read = _Given.model_validate(one)
            if read.show or not hidden:
                figures.append(_figure(read))
        except (ValidationError, BadImage) as error:
            notes.append(f"a figure is left out: {str(error).splitlines()[0]}")
    return tuple(figures), tuple(notes)


def _figure(given: _Given) -> Figure:
    if len(given.content) > MAX_ATTACHMENT_BYTES:
        raise BadImage(f"it has {len(given.content):,} bytes")
    media_type, content = verified(given.content)
    return Figure(title=_text(given.title), alt=_text(given.alt), media_type=media_type, content=content)


def _text(given: dict[str, str]) -> Text:
    return {language: storable(given.get(language, ""))[:MAX_TEXT] for language in LANGUAGES}


def verified(content: bytes) -> tuple[str, bytes]:
    """Return an image's media type and its bytes without anything but the picture. Raises ``BadImage``."""
    if content.startswith(PNG_SIGNATURE):
        return "image/png", PNG_SIGNATURE + b"".join(_png_parts(content))
    if content.startswith(b"\xff\xd8"):
        return "image/jpeg", b"\xff\xd8" + b"".join(_jpeg_parts(content))
    raise BadImage("it is neither a PNG nor a JPEG")


def _png_parts(content: bytes) -> Iterator[bytes]:
    place, kind = len(PNG_SIGNATURE), b""
    while kind != b"IEND":
        size, kind = _unpacked(">I4s", content, place)
        part = content[place : place + 12 + size]
        if len(part) != 12 + size or zlib.crc32(part[4:-4]) != int.from_bytes(part[-4:]):
            raise BadImage("it is a broken PNG")
        if (place == len(PNG_SIGNATURE)) != (kind == b"IHDR"):
            raise BadImage("it is a PNG without a header")
        if kind == b"IHDR":
            _check_size(*_unpacked(">II", content, place + 8))
        if kind in PNG_PARTS:
            yield part
        place += 12 + size


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    place, framed, scans = 2, False, 0
    while (kind := _jpeg_kind(content, place)) != JPEG_END:
        part = _jpeg_part(content, place)
        place += len(part)
        if kind in JPEG_FRAMES:
            height, width = _unpacked(">HH", part, 5)
            _check_size(width, height)
            framed = True
        if kind in JPEG_PARTS and (kind != JPEG_HEADER or len(part) == JPEG_HEADER_BYTES):
            yield part
        if kind == JPEG_SCAN:
            scans += 1
            if not framed or scans > MAX_SCANS:
                raise BadImage("it is a broken JPEG or has too many scans")
            points = _jpeg_points(content, place)
            place += len(points)
            yield points
    if not framed:
        raise BadImage("it is a broken JPEG")
    yield content[place : place + 2]


def _jpeg_kind(content: bytes, place: int) -> int:
    mark, kind = _unpacked(">BB", content, place)
    if mark != 0xFF:
        raise BadImage("it is a broken JPEG")
    return int(kind)


def _jpeg_part(content: bytes, place: int) -> bytes:
    (size,) = _unpacked(">H", content, place + 2)
    part = content[place : place + 2 + size]
    if size < 2 or len(part) != 2 + size:
        raise BadImage("it is a broken JPEG")
    return part


def _jpeg_points(content: bytes, place: int) -> bytes:
    """Return what follows the head of a scan up to the next mark."""
    end = JPEG_MARK.search(content, place)
    if end is None:
        raise BadImage("it ends too early")
    return content[place : end.start()]


def _unpacked(layout: str, content: bytes, place: int) -> tuple[Any, ...]:
    try:
        return struct.unpack_from(layout, content, place)
    except struct.error:
        raise BadImage("it ends too early") from None


def _check_size(width: int, height: int) -> None:
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise BadImage(f"it measures {width} × {height} pixels; at most {MAX_SIDE} × {MAX_SIDE} are shown")
