"""The submission jail's program: runs the student's code and answers the tests jail's questions about it.

The student's code shares this process and can forge whatever is answered here. That is by design: this side holds
no secret, and the other side believes nothing.
"""

from __future__ import annotations

import contextlib
import difflib
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.testkit import cells, exporting
from grader.testkit.alarm import TimeLimitReached, within
from grader.testkit.encoding import TooMuchError, encode, fingerprint, type_name
from grader.testkit.epochs import EpochReporter, watch_training
from grader.testkit.exporting import UnanswerableError
from grader.testkit.protocol import MAX_HANDLES, MAX_WARNINGS, Ask, Wrong
from grader.testkit.seeding import set_seed
from grader.testkit.values import BadValueError, Opaque, Reference, decode
from sandbox.errors import WireError
from sandbox.program import load
from sandbox.program_error import Loaded, ProgramError, describe
from sandbox.wire import Channel

Answer = dict[str, Any]
Question = dict[str, Any]
MAX_BASES = 20


def serve(channel: Channel, arguments: dict[str, Any]) -> None:
    """Answer questions about the program ``arguments["main"]`` in the working folder until there are no more.

    ``arguments["seed"]``, if given, seeds everything random before the program runs.
    """
    set_seed(arguments.get("seed"))
    watch_training(EpochReporter(channel.event))
    submission = LoadedSubmission(Path(arguments["main"]).absolute(), channel.event)
    while (question := channel.next_question()) is not None:
        answer = submission.answer(question)
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        _send(channel, answer)


def _send(channel: Channel, answer: Answer) -> None:
    try:
        channel.answer(answer)
    except WireError:
        channel.answer(_error(Wrong.TOO_LARGE))


def _error(code: Wrong, **details: Any) -> Answer:
    return {"error": {"code": code.value, **details}}


class LoadedSubmission:
    """The student's program in this process, and the questions that it can answer."""

    def __init__(self, main: Path, send: Callable[[str, dict[str, Any]], None]) -> None:
        self._main = main
        self._send = send
        self._loaded = Loaded({})
        self._printed = ""
        self._kept: list[object] = []
        self._handlers: dict[str, Callable[[Question], Any]] = {
            Ask.LOAD: self._load,
            Ask.GET: self._get,
            Ask.CALL: self._call,
            Ask.PREDICT: self._predict,
            Ask.MODEL: lambda question: exporting.export_unless_known(self._target(question), question.get("known")),
            Ask.FIT: self._fit,
            Ask.COMPILED: lambda question: exporting.compiled(self._target(question)),
            Ask.CELLS: self._cells,
            Ask.OUTPUT: lambda _: self._printed,
        }

    def answer(self, question: Question) -> Answer:
        """Return the answer; whatever the student's code does becomes an error in it."""
        handler = self._handlers.get(question.get("do", ""))
        if handler is None:
            return _error(Wrong.UNKNOWN)
        try:
            return {"ok": within(question.get("timeout"), lambda: handler(question))}
        except BaseException as error:  # noqa: BLE001
            return self._explained(error)

    def _explained(self, error: BaseException) -> Answer:
        if isinstance(error, UnanswerableError):
            return _error(error.code, **error.details)
        if isinstance(error, TooMuchError):
            return _error(Wrong.TOO_LARGE)
        described = describe(error, self._loaded.cell_of_file)
        timed_out = isinstance(error, TimeLimitReached) or described.type == TimeLimitReached.__name__
        return _error(
            Wrong.TIMEOUT if timed_out else Wrong.PROGRAM,
            kind=described.kind,
            type=described.type,
            message=described.message,
            traceback=described.traceback,
            line=described.line,
            cell=described.cell,
            bases=[base.__name__ for base in type(error).__mro__[:MAX_BASES]],
        )

    def _load(self, _question: Question) -> Any:
        started = time.perf_counter()
        printed = cells.PrintedText(sys.stdout)
        try:
            with contextlib.redirect_stdout(printed):
                self._loaded = load(self._main)
        except ProgramError as error:
            self._send_notebook(getattr(error, "notebook", None))
            raise
        self._send_notebook(self._loaded.notebook)
        self._printed = printed.text
        return {"seconds": time.perf_counter() - started}

    def _send_notebook(self, notebook: Any) -> None:
        if notebook is None:
            return
        with contextlib.suppress(Exception):
            text = cells.as_json(notebook)
            if text is not None:
                self._send("notebook", {"content": text})

    def _get(self, question: Question) -> Any:
        return encode(self._target(question), self._keep)

    def _call(self, question: Question) -> Any:
        function = self._target(question)
        if not callable(function):
            raise UnanswerableError(Wrong.NOT_CALLABLE, type=type_name(function))
        arguments = decode(question["args"], self._resolve)
        keywords = decode(question["kwargs"], self._resolve)
        before = fingerprint([arguments, keywords])
        set_seed(question.get("seed"))
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            value = encode(function(*arguments, **keywords), self._keep)
        return {
            "value": value,
            "warnings": [f"{w.category.__name__}: {w.message}"[:500] for w in caught[:MAX_WARNINGS]],
            "changed": fingerprint([arguments, keywords]) != before,
        }

    def _predict(self, question: Question) -> Any:
        x = decode(question["x"], self._resolve)
        return encode(exporting.predict(self._target(question), x, question.get("batch_size")))

    def _fit(self, question: Question) -> Any:
        x, y = decode(question["x"], self._resolve), decode(question["y"], self._resolve)
        epochs, batch_size, seed = question["epochs"], question["batch_size"], question["seed"]
        return exporting.fit_fresh_copy(self._target(question), x, y, epochs=epochs, batch_size=batch_size, seed=seed)

    def _cells(self, _question: Question) -> Any:
        if self._loaded.notebook is None:
            raise UnanswerableError(Wrong.NOT_A_NOTEBOOK)
        return cells.cells_of(self._loaded.notebook)

    def _target(self, question: Question) -> Any:
        handle = question.get("handle")
        return self._by_name(question["name"]) if handle is None else self._kept[handle]

    def _by_name(self, name: str) -> Any:
        if name in self._loaded.namespace:
            return self._loaded.namespace[name]
        names = [known for known in self._loaded.namespace if not known.startswith("_")]
        same = [known for known in names if known.lower().replace("_", "") == name.lower().replace("_", "")]
        near = same or difflib.get_close_matches(name, names, n=1, cutoff=0.75)
        raise UnanswerableError(Wrong.MISSING, near=near[0] if near else "")

    def _resolve(self, value: Any) -> Any:
        if isinstance(value, Reference):
            return self._by_name(value.name)
        if isinstance(value, Opaque):
            if value.handle is None:
                raise BadValueError("an object that is not kept")
            return self._kept[value.handle]
        return value

    def _keep(self, value: object) -> int | None:
        for handle, known in enumerate(self._kept):
            if known is value:
                return handle
        if len(self._kept) >= MAX_HANDLES:
            return None
        self._kept.append(value)
        return len(self._kept) - 1
