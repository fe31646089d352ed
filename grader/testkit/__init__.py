"""What the author of an exercise imports in its tests: ``say`` and the ``check_…`` functions.

The fixtures ``submission`` and ``partial`` and the markers ``points``, ``hidden`` and ``title`` need no import. Runs
inside a jail, without Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.testkit.checks import check_close, check_shape
    from grader.testkit.failures import Failure
    from grader.testkit.parameters import check_parameters
    from grader.testkit.submission import Submission
    from grader.testkit.text import Text, say

__all__ = ["Failure", "Submission", "Text", "check_close", "check_parameters", "check_shape", "say"]
_HOMES = {
    "Failure": "failures",
    "Submission": "submission",
    "Text": "text",
    "check_close": "checks",
    "check_parameters": "parameters",
    "check_shape": "checks",
    "say": "text",
}


def __getattr__(name: str) -> Any:
    """Import an exported name when it is first used, so that importing this package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
