"""Codes as an authenticator app makes them (RFC 6238: SHA-1, six digits, half minutes)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time

SECONDS = 30


def code_at(secret: str, number: int) -> str:
    """Return the code of a half minute, counted from 1970."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", number), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    value = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{value % 1_000_000:06}"


def code_now(secret: str, later: int = 0) -> str:
    """Return the code of now, or of so many half minutes later."""
    return code_at(secret, int(time.time()) // SECONDS + later)
