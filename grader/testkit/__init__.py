"""What the author of an exercise imports in its tests: ``say`` and the ``check_…`` functions.

The fixtures ``submission`` and ``partial`` and the markers ``points``, ``hidden`` and ``title`` need no import. Runs
inside a jail, without Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.testkit.attaching import attach_figure
    from grader.testkit.cases import for_each
    from grader.testkit.checks import check_close, check_probabilities, check_refuses, check_shape
    from grader.testkit.failures import Failure
    from grader.testkit.measuring import check_at_least, check_at_most
    from grader.testkit.outline import check_dense_layers, dense_layers, flat_layers
    from grader.testkit.parameters import check_parameters
    from grader.testkit.submission import Submission
    from grader.testkit.text import Text, say

__all__ = [
    "Failure",
    "Submission",
    "Text",
    "attach_figure",
    "check_at_least",
    "check_at_most",
    "check_close",
    "check_dense_layers",
    "check_parameters",
    "check_probabilities",
    "check_refuses",
    "check_shape",
    "dense_layers",
    "flat_layers",
    "for_each",
    "say",
]
_HOMES = {
    "Failure": "failures",
    "Submission": "submission",
    "Text": "text",
    "attach_figure": "attaching",
    "check_at_least": "measuring",
    "check_at_most": "measuring",
    "check_close": "checks",
    "check_dense_layers": "outline",
    "check_parameters": "parameters",
    "check_probabilities": "checks",
    "check_refuses": "checks",
    "check_shape": "checks",
    "dense_layers": "outline",
    "flat_layers": "outline",
    "for_each": "cases",
    "say": "text",
}


def __getattr__(name: str) -> Any:
    """Import an exported name when it is first used, so that importing this package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
