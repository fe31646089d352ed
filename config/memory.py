"""The C library's memory for threads, of which Django starts one for each request."""

from __future__ import annotations

import ctypes

ARENAS = 2
_M_ARENA_MAX = -8
"""``M_ARENA_MAX`` of glibc's ``malloc.h``."""


def share_arenas(most: int = ARENAS) -> bool:
    """Let all threads take C memory from so few arenas; whether the C library knows how.

    glibc gives each new thread an arena, up to eight for each processor, and never gives it back. What SQLite reads for
    a page stays as a hole in that page's arena, so that a web process grows for hours. Python's own objects are
    elsewhere, so threads hardly wait for each other. Call it before threads start. It is ``MALLOC_ARENA_MAX``, however
    the process is started.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    return bool(set_option and set_option(_M_ARENA_MAX, most))
