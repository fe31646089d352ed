"""Log lines of web, worker and sandbox: one id through all of them, and nothing in them that anybody wrote or may keep.

An error's own message is left out unless its kind is known to hold no content: it may quote code, a form or a row.
Types and places of errors stay, and so do all other messages, without e-mail addresses and passwords in addresses.

A formatter of our own, since these rules are most of it and the sandbox must need no package for it.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

LONGEST_MESSAGE = 2000
MOST_FRAMES = 30
LONGEST_CHAIN = 4
ID_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What would begin a line of its own, or speak to a terminal."""
CREDENTIALS = re.compile(r"(://)[^/@\s]*@")
ROOT = f"{Path(__file__).resolve().parent.parent}/"
TELLING = frozenset(
    {
        "sandbox.errors.SandboxUnavailable",
        "sandbox.errors.JobRefused",
        "sandbox.errors.IsolationMissing",
        "grader.errors.SandboxProblem",
        "grader.errors.LostClaim",
        "django.core.exceptions.ImproperlyConfigured",
        "django.db.utils.OperationalError",
        "django.db.utils.InterfaceError",
        "redis.exceptions.ConnectionError",
        "redis.exceptions.TimeoutError",
        "kombu.exceptions.OperationalError",
    }
)
"""Errors whose messages speak of the site and never of what somebody sent."""

_fields: ContextVar[Mapping[str, object]] = ContextVar("log_fields", default={})  # noqa: B039  (never changed)


def new_id() -> str:
    """Return an id that nothing else has."""
    return uuid.uuid4().hex


def current_id() -> str:
    """Return the id of what this thread or task works on; a new one where it works on nothing that has one."""
    return str(_fields.get().get("id") or new_id())


def is_well_formed(text: str) -> bool:
    """Whether ``text`` may be an id: 8 to 64 letters, digits, points, lines."""
    return ID_PATTERN.fullmatch(text) is not None


@contextmanager
def log_fields(**fields: object) -> Iterator[None]:
    """Let every line that is logged within bear these fields, such as ``id``."""
    token = _fields.set({**_fields.get(), **fields})
    try:
        yield
    finally:
        _fields.reset(token)


def set_log_fields(**fields: object) -> None:
    """Let this thread's lines bear these fields and no others from now on."""
    _fields.set(fields)


class Lines(logging.Formatter):
    """Common to both formats: what a record says, safely."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self.service = service

    def message_of(self, record: logging.LogRecord) -> str:
        """Return the record's message without what must not be logged."""
        text = str(record.msg)
        if record.args:
            text = text % _safe(record.args)
        return redacted(text)[:LONGEST_MESSAGE]

    def time_of(self, record: logging.LogRecord) -> str:
        """Return when the record was made, in UTC with milliseconds."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def fields_of(self, record: logging.LogRecord) -> dict[str, object]:
        """Return the fields of the thread or task, and those given as ``extra={"fields": …}``."""
        return {**_fields.get(), **getattr(record, "fields", {})}


class JsonLines(Lines):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": self.time_of(record),
            "level": record.levelname.lower(),
            "service": self.service,
            "logger": record.name,
            "message": self.message_of(record),
            **self.fields_of(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = described(record.exc_info[1])
        return _visible(json.dumps(line, ensure_ascii=False, default=str))


class TextLines(Lines):
    """Text for people, of several lines where there is an error."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the text."""
        fields = "".join(f" {name}={value}" for name, value in self.fields_of(record).items())
        text = _visible(f"{self.time_of(record)} {record.levelname} {record.name}: {self.message_of(record)}{fields}")
        if record.exc_info and record.exc_info[1]:
            text += "\n" + _in_words(described(record.exc_info[1]))
        return text


FORMATS = {"json": JsonLines, "text": TextLines}


def redacted(text: str) -> str:
    """Return ``text`` without e-mail addresses, and without names and passwords in addresses."""
    return EMAIL.sub("<e-mail>", CREDENTIALS.sub(r"\1…@", text))


def described(error: BaseException, depth: int = 0) -> dict[str, Any]:
    """Return an error's type and places, its message only where it is safe, and what it came from."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    found: dict[str, Any] = {"type": _type_of(error)}
    if message := _message(error):
        found["message"] = message
    found["frames"] = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    origin = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if origin is not None and depth < LONGEST_CHAIN:
        found["cause"] = described(origin, depth + 1)
    return found


def log_uncaught(logger: logging.Logger) -> None:
    """Send what nothing catches, in any thread, to ``logger`` in place of standard error."""

    def on_exception(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            logger.critical("an error that nothing has caught", exc_info=(kind, error, trace))

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = on_exception
    threading.excepthook = in_thread


def _short(path: str) -> str:
    """Return a file's place in this repository or in the packages."""
    return path.rpartition("/site-packages/")[2].removeprefix(ROOT)


def _type_of(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _message(error: BaseException) -> str:
    """Return what may be logged of an error's message: of the operating system's, what the system says."""
    if any(_type_name(kind) in TELLING for kind in type(error).__mro__):
        return redacted(str(error))[:LONGEST_MESSAGE]
    if isinstance(error, OSError) and error.errno is not None and error.strerror:
        return f"[Errno {error.errno}] {error.strerror}"
    return ""


def _type_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _visible(text: str) -> str:
    return CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _safe(args: Any) -> Any:
    """Return a record's arguments with errors told as `described` tells them."""
    if isinstance(args, Mapping):
        return {name: _safe_one(value) for name, value in args.items()}
    return tuple(_safe_one(value) for value in args)


def _safe_one(value: object) -> object:
    if isinstance(value, BaseException):
        message = _message(value)
        return f"{_type_of(value)}: {message}" if message else _type_of(value)
    return value


def _in_words(error: dict[str, Any]) -> str:
    lines = [f"  {error['type']}" + (f": {error['message']}" if "message" in error else "")]
    lines += [f"    at {frame}" for frame in error["frames"]]
    if "cause" in error:
        lines += ["  which came from", _in_words(error["cause"])]
    return "\n".join(lines)
