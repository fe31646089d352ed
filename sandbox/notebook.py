"""Running a notebook cell by cell in IPython, keeping each cell's outputs."""

from __future__ import annotations

import linecache
import os
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.pylabtools import select_figure_formats
from nbformat.v4 import output_from_msg
from traitlets import Type
from traitlets.config import Config

from sandbox.program_error import Loaded, ProgramError, describe

MAX_OUTPUTS_IN_CELL = 200
MAX_STREAM_CHARACTERS = 100_000


class CellOutputs:
    """Collects the outputs of the cell that runs now, in the notebook format."""

    def __init__(self) -> None:
        self.cell: Any = None

    def add(self, output: Any) -> None:
        """Append one output, up to ``MAX_OUTPUTS_IN_CELL``."""
        if self.cell is not None and len(self.cell.outputs) < MAX_OUTPUTS_IN_CELL:
            self.cell.outputs.append(output)

    def write(self, name: str, text: str) -> None:
        """Append text of the stream ``name``, joined to the stream output before it."""
        if self.cell is None:
            return
        last = self.cell.outputs[-1] if self.cell.outputs else None
        if last is not None and last.output_type == "stream" and last.name == name:
            last.text = (last.text + text)[:MAX_STREAM_CHARACTERS]
        else:
            self.add(nbformat.v4.new_output("stream", name=name, text=text[:MAX_STREAM_CHARACTERS]))


class Tee:
    """A text stream that writes both to the process's own stream and into the notebook."""

    def __init__(self, stream: Any, name: str, outputs: CellOutputs) -> None:
        self._stream = stream
        self._name = name
        self._outputs = outputs

    def write(self, text: str) -> int:
        """Write ``text`` and return its length."""
        self._outputs.write(self._name, text)
        self._stream.write(text)
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class NotebookDisplayPublisher(DisplayPublisher):
    """Puts what ``display`` publishes into the running cell."""

    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: Any = False,
        **kwargs: Any,
    ) -> None:
        """Keep one displayed object."""
        outputs: CellOutputs = self.shell.cell_outputs
        content = {"data": data, "metadata": metadata or {}}
        outputs.add(output_from_msg({"header": {"msg_type": "display_data"}, "content": content}))

    def clear_output(self, wait: bool = False) -> None:
        """Drop the running cell's outputs, as ``IPython.display.clear_output`` asks."""
        outputs: CellOutputs = self.shell.cell_outputs
        if outputs.cell is not None:
            outputs.cell.outputs.clear()


class NotebookDisplayHook(DisplayHook):
    """Puts the value of a cell's last expression into the cell."""

    def __call__(self, result: Any = None) -> None:
        """Keep ``result`` with the formats that it offers."""
        if result is None or self.quiet():
            return
        data, metadata = self.compute_format_data(result)
        self.update_user_ns(result)
        self.fill_exec_result(result)
        content = {"data": data, "metadata": metadata, "execution_count": self.prompt_count}
        outputs: CellOutputs = self.shell.cell_outputs  # type: ignore[union-attr]
        outputs.add(output_from_msg({"header": {"msg_type": "execute_result"}, "content": content}))


class NotebookShell(InteractiveShell):
    """IPython without terminal, history or kernel."""

    displayhook_class = Type(NotebookDisplayHook)
    display_pub_class = Type(NotebookDisplayPublisher)
    cell_outputs: CellOutputs

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Print nothing: the error is described once, by whoever runs the cell."""

    def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
        """Print nothing, as ``showtraceback``."""

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no screen; figures are drawn inline."""


def make_shell(module: types.ModuleType) -> NotebookShell:
    """Return a shell whose user module is ``module``, drawing matplotlib figures inline."""
    config = Config()
    config.HistoryManager.enabled = False
    config.NotebookShell.colors = "nocolor"
    shell = NotebookShell.instance(config=config, user_module=module)
    shell.cell_outputs = CellOutputs()
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    if "matplotlib" in sys.modules:
        shell.run_line_magic("matplotlib", "inline")
        # matplotlib-inline does this for the first shell of a process only, and the warm process had one.
        select_figure_formats(shell, {"png"})
    return shell


def read_notebook(path: Path) -> Any:
    """Return the notebook at ``path`` in format 4; ``ProgramError`` of kind ``notebook`` when it is none."""
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except Exception as error:  # noqa: BLE001
        raise ProgramError(kind="notebook", type=type(error).__name__, message=str(error)[:500]) from None
    return notebook


def run_notebook(path: Path, module: types.ModuleType, on_cell: Callable[[int, int], None] | None) -> Loaded:
    """Run every code cell in order, stopping at the first that fails, and keep the outputs.

    On failure the ``ProgramError`` carries the notebook as far as it ran, as its attribute ``notebook``.
    """
    notebook = read_notebook(path)
    shell = make_shell(module)
    code_cells = [(number, cell) for number, cell in enumerate(notebook.cells, 1) if cell.cell_type == "code"]
    for _, cell in code_cells:
        cell.outputs, cell.execution_count = [], None
    loaded = Loaded(module.__dict__, notebook)
    for position, (number, cell) in enumerate(code_cells, 1):
        if on_cell is not None:
            on_cell(position, len(code_cells))
        error = _run_cell(shell, cell, number, loaded.cell_of_file)
        if error is not None:
            error.notebook = notebook  # type: ignore[attr-defined]
            raise error
    return loaded


def _run_cell(shell: NotebookShell, cell: Any, number: int, cell_of_file: dict[str, int]) -> ProgramError | None:
    name = f"cell {number}"
    cell_of_file[name] = number
    shell.compile.get_code_name = lambda *_: name  # type: ignore[method-assign]
    _remember_source(name, cell.source)
    with _captured(shell.cell_outputs, cell):
        result = shell.run_cell(cell.source, store_history=True)
    cell.execution_count = result.execution_count
    failure = result.error_before_exec or result.error_in_exec
    if failure is None:
        return None
    error = describe(failure, cell_of_file)
    error.cell = error.cell or number
    cell.outputs.append(
        nbformat.v4.new_output("error", ename=error.type, evalue=error.message, traceback=error.traceback.splitlines())
    )
    return error


def _remember_source(name: str, source: str) -> None:
    """Let tracebacks show the lines of a piece of program that is not a file."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)


@contextmanager
def _captured(outputs: CellOutputs, cell: Any) -> Iterator[None]:
    outputs.cell = cell
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Tee(streams[0], "stdout", outputs), Tee(streams[1], "stderr", outputs)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams
        outputs.cell = None
