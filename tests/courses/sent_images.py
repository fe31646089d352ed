"""Images as small as they can be: only their headers are right."""

from __future__ import annotations

import struct


def png(width: int = 4, height: int = 3) -> bytes:
    """Return the beginning of a PNG."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\x02\0\0\0" + bytes(20)


def gif(width: int = 4, height: int = 3) -> bytes:
    """Return the beginning of a GIF."""
    return b"GIF89a" + struct.pack("<HH", width, height) + bytes(20)


def jpeg(width: int = 4, height: int = 3) -> bytes:
    """Return the beginning of a JPEG, with a segment before its frame."""
    frame = b"\xff\xc0" + struct.pack(">HBHH", 17, 8, height, width) + bytes(20)
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + bytes(9) + frame


def webp(width: int = 4, height: int = 3) -> bytes:
    """Return the beginning of an extended WebP."""
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0" + bytes(4) + sides + bytes(20)


IMAGES = {".png": png, ".gif": gif, ".jpg": jpeg, ".jpeg": jpeg, ".webp": webp}
