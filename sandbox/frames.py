"""Whose a line of code is: the student's, a library's, or ours."""

from __future__ import annotations

import functools
import sysconfig
from pathlib import Path

_MACHINERY = ("/IPython/", "<frozen ", "/_pytest/", "/pluggy/", "/traitlets/")
_HOME = str(Path(__file__).resolve().parent.parent) + "/"
_PACKAGES = tuple({sysconfig.get_path(name) + "/" for name in ("purelib", "platlib")})
_OUR_FOLDERS = (f"{_HOME}sandbox/", f"{_HOME}grader/")
INSTALLED = (*_PACKAGES, _HOME)
"""The folders that packages and Backpass are installed in, those further in first."""
_LIBRARIES = (*_PACKAGES, *{sysconfig.get_path(name) + "/" for name in ("stdlib", "platstdlib")})


def is_machinery(filename: str) -> bool:
    """Whether a frame of this file belongs to Backpass or to what runs the program, not to the student."""
    return filename.startswith(_OUR_FOLDERS) or any(part in filename for part in _MACHINERY)


@functools.cache
def is_own(filename: str) -> bool:
    """Whether a frame of this file is the student's: neither ours nor that of an installed library."""
    return not (filename.startswith(("<", *_LIBRARIES)) or is_machinery(filename))
