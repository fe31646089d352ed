"""Whose a line of code is: the student's, a library's, or ours."""

from __future__ import annotations

import functools
import sysconfig
from pathlib import Path

_OUR_FOLDERS = tuple(str(Path(__file__).resolve().parent.parent / name) + "/" for name in ("sandbox", "grader"))
_MACHINERY = ("/IPython/", "<frozen ", "/_pytest/", "/pluggy/", "/traitlets/")
PACKAGES = tuple({sysconfig.get_path(name) + "/" for name in ("purelib", "platlib")})
"""The folders that installed packages are in."""
_LIBRARIES = (*PACKAGES, *{sysconfig.get_path(name) + "/" for name in ("stdlib", "platstdlib")})


def is_machinery(filename: str) -> bool:
    """Whether a frame of this file belongs to Backpass or to what runs the program, not to the student."""
    return filename.startswith(_OUR_FOLDERS) or any(part in filename for part in _MACHINERY)


@functools.cache
def is_own(filename: str) -> bool:
    """Whether a frame of this file is the student's: neither ours nor that of an installed library."""
    return not (filename.startswith(("<", *_LIBRARIES)) or is_machinery(filename))
