"""Images in a notebook's outputs: of a known kind, and of a size that a page can show. Nothing is decoded."""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass

MAX_IMAGE = 4_000_000
"""Characters of one image in base64."""
MAX_POINTS = 25_000_000
"""Of one image: a few kilobytes can be a picture that fills the memory of whoever looks at it."""
SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class Image:
    """A picture as the ``data:`` address ``text``, of ``points`` points: its width times its height."""

    text: str
    points: int


def read_image(media_type: str, text: str) -> Image | None:
    """Return base64 as an image when it is one of this type and not too large; white space in it says nothing."""
    encoded = "".join(text.split())
    if not encoded or len(encoded) > MAX_IMAGE:
        return None
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    if not content.startswith(SIGNATURES[media_type]):
        return None
    points = _png_points(content) if media_type == "image/png" else _jpeg_points(content)
    return Image(f"data:{media_type};base64,{encoded}", points) if 0 < points <= MAX_POINTS else None


def _png_points(content: bytes) -> int:
    """Width times height, 0 when they cannot be read."""
    width, height = struct.unpack(">II", content[16:24]) if len(content) >= 24 else (0, 0)
    return int(width * height)


def _jpeg_points(content: bytes) -> int:
    """Width times height, 0 when they cannot be read."""
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker, length = struct.unpack(">BH", content[position + 1 : position + 4])
        if marker in JPEG_FRAMES:
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return int(width * height)
        position += 2 + length
    return 0
