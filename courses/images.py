"""What an uploaded image really is, whatever it is called, and whether a browser can be asked to show it.

Only headers are read; nothing is decoded here.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

MAX_IMAGE_BYTES = 10 * 1024 * 1024
MAX_SIDE = 12_000
MAX_POINTS = 40_000_000
MAX_SVG_BYTES = 2 * 1024 * 1024
KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WebP", ".svg": "SVG"}

Size = tuple[int, int]
START_OF_FRAME = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
OPENING = re.compile(r"\s*(<\?xml[^>]*\?>)?\s*(<!--.*?-->\s*|<!DOCTYPE\s[^>\[]*>\s*)*<svg[\s>/]", re.DOTALL)
OPENING_LENGTH = 20_000
ACTIVE_SVG = re.compile(
    rb"<!ENTITY|<!DOCTYPE[^>]*\[|<\?xml-stylesheet|<script|<foreignobject|\son\w+\s*=|javascript:", re.IGNORECASE
)


def image_problem(suffix: str, content: bytes) -> str:
    """Return why ``content`` may not be the image that a name with ``suffix`` promises, or ``""``."""
    kind = KINDS.get(suffix.lower())
    if kind is None:
        return ""
    if len(content) > (MAX_SVG_BYTES if kind == "SVG" else MAX_IMAGE_BYTES):
        return f"the image is larger than {(MAX_SVG_BYTES if kind == 'SVG' else MAX_IMAGE_BYTES) // 2**20} MB"
    if kind == "SVG":
        return _svg_problem(content)
    try:
        size = READERS[kind](content)
    except (struct.error, IndexError):
        size = None
    if size is None:
        return f"this is no {kind} image, whatever its name says"
    return _size_problem(size)


def _size_problem(size: Size) -> str:
    width, height = size
    if not (width and height):
        return "the image has no width or no height"
    if max(size) > MAX_SIDE or width * height > MAX_POINTS:
        return f"the image has {width} × {height} points; at most {MAX_SIDE:,} a side and {MAX_POINTS:,} are allowed"
    return ""


def _png_size(content: bytes) -> Size | None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _gif_size(content: bytes) -> Size | None:
    if not content.startswith((b"GIF87a", b"GIF89a")):
        return None
    width, height = struct.unpack("<HH", content[6:10])
    return width, height


def _jpeg_size(content: bytes) -> Size | None:
    """Walk the segments up to the one that begins a frame."""
    at = 2 if content.startswith(b"\xff\xd8\xff") else len(content)
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in START_OF_FRAME:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 1 if marker == 0xFF else 2 + max(length, 2)
    return None


def _webp_size(content: bytes) -> Size | None:
    if len(content) < 30 or content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return None
    kind = content[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", content[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _svg_problem(content: bytes) -> str:
    """Say what is wrong with an SVG: it is text in UTF-8, begins as one, and runs, loads and expands nothing."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "this is no SVG in UTF-8"
    if not OPENING.match(text[:OPENING_LENGTH]):
        return "this is no SVG, whatever its name says"
    found = ACTIVE_SVG.search(content)
    return f"an SVG may not hold {found[0].decode().strip()!r} here" if found else ""


READERS: dict[str, Callable[[bytes], Size | None]] = {
    "PNG": _png_size,
    "JPEG": _jpeg_size,
    "GIF": _gif_size,
    "WebP": _webp_size,
}
