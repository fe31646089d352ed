"""Running one program: a Python file as ``__main__``, or a notebook cell by cell in IPython.

Only ever called inside a jail. What goes wrong in the program comes back as one ``ProgramError`` that holds the
student's own frames and none of ours.
"""

from __future__ import annotations

import builtins
import sys
import types
from collections.abc import Callable
from pathlib import Path

from sandbox.program_error import Loaded, describe


def load(path: Path, on_cell: Callable[[int, int], None] | None = None) -> Loaded:
    """Run the ``.py`` or ``.ipynb`` at ``path`` and return what it defined.

    ``on_cell(k, n)`` is called before code cell ``k`` of ``n`` of a notebook. Raises ``ProgramError``.
    """
    builtins.input = _no_input
    module = types.ModuleType("__main__")
    module.__file__ = str(path)
    sys.modules["__main__"] = module
    if str(path.parent) not in sys.path:
        sys.path.insert(0, str(path.parent))
    if path.suffix == ".ipynb":
        from sandbox.notebook import run_notebook

        return run_notebook(path, module, on_cell)
    return _run_file(path, module)


def _no_input(prompt: object = "") -> str:
    raise EOFError("input() has nobody to answer it here. Put the value into your code instead.")


def _run_file(path: Path, module: types.ModuleType) -> Loaded:
    try:
        exec(compile(path.read_bytes(), str(path), "exec", dont_inherit=True), module.__dict__)  # noqa: S102
    except BaseException as error:  # noqa: BLE001
        raise describe(error, {str(path): 0}) from None
    return Loaded(module.__dict__)
