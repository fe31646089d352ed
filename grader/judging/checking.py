"""Whether a piece of work may be handed in. Knows no database, so that the command line checks the same way."""

from __future__ import annotations

from courses.folders.exercise_folder import ExerciseFolder
from grader import messages
from grader.errors import RejectedWork
from grader.judging.notebooks import cell_sources, looks_like_a_notebook, parsed_notebook, stripped

MAX_UPLOAD_BYTES = 10 * 1024 * 1024
"""The most bytes that a piece of work may have, as UTF-8."""


def decode_upload(upload: bytes) -> str:
    """Return an uploaded file as text; `RejectedWork` when it is too large, binary, or not UTF-8."""
    if len(upload) > MAX_UPLOAD_BYTES:
        raise _too_large()
    try:
        return _without_nul(upload.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RejectedWork("not_utf8", messages.NOT_UTF8) from error


def check_work(folder: ExerciseFolder, written_as: str, content: str) -> None:
    """Raise `RejectedWork` when this work cannot be handed in for the exercise.

    ``written_as`` is ``"code"`` or ``"notebook"``. A syntax error is not looked for: grading reports it with its line.
    """
    _check_text(content)
    if not content.strip():
        raise RejectedWork("empty", messages.EMPTY)
    if written_as == "notebook":
        _check_notebook(folder, content)
    else:
        _check_code(folder, content)


def _check_text(content: str) -> None:
    try:
        size = len(_without_nul(content).encode("utf-8"))
    except UnicodeEncodeError as error:
        raise RejectedWork("not_utf8", messages.NOT_UTF8) from error
    if size > MAX_UPLOAD_BYTES:
        raise _too_large()


def _check_notebook(folder: ExerciseFolder, content: str) -> None:
    if "notebook" not in folder.formats:
        raise RejectedWork("wrong_format", messages.NOTEBOOK_FOR_CODE)
    notebook = parsed_notebook(content)
    cells = cell_sources(notebook)
    if not any(kind == "code" for kind, _ in cells):
        raise RejectedWork("empty", messages.EMPTY)
    if cells == _starter_cells(folder):
        raise RejectedWork("unchanged", messages.UNCHANGED)


def _starter_cells(folder: ExerciseFolder) -> list[tuple[str, str]]:
    """Return the cells of the starter; one of code, as the notebook view opens it, is a single cell."""
    if folder.starter_format == "notebook":
        return cell_sources(parsed_notebook(folder.starter))
    return [("code", stripped(folder.starter))]


def _check_code(folder: ExerciseFolder, content: str) -> None:
    if "code" not in folder.formats:
        raise RejectedWork("wrong_format", messages.CODE_FOR_NOTEBOOK)
    if looks_like_a_notebook(content):
        raise RejectedWork("wrong_format", messages.NOTEBOOK_FOR_CODE)
    if folder.starter_format == "code" and stripped(content) == stripped(folder.starter):
        raise RejectedWork("unchanged", messages.UNCHANGED)


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise RejectedWork("not_utf8", messages.NOT_UTF8)
    return text


def _too_large() -> RejectedWork:
    return RejectedWork("too_large", messages.too_large(MAX_UPLOAD_BYTES // 2**20))
