"""Calling a student's function from a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from grader.testkit.asking import Asker
from grader.testkit.encoding import TooMuchError, encode
from grader.testkit.failures import BadAnswer, CodeRaised, Mismatch, Misuse, WrongType
from grader.testkit.protocol import MAX_WARNINGS, Ask
from grader.testkit.text import clean
from grader.testkit.values import BadValueError, Opaque, Reference, decode


def target_of(what: str | Opaque | SubmittedFunction) -> dict[str, Any]:
    """Return the fields of a question about ``what``: a name, or an object that came back from a call."""
    if isinstance(what, SubmittedFunction):
        return {"name": what.name}
    if isinstance(what, Opaque):
        if what.handle is None:
            raise Misuse("this object was not kept by the submission and cannot be asked about")
        return {"name": what.origin, "handle": what.handle}
    if not isinstance(what, str):
        raise WrongType.of("not_a_model", name="result", found="None" if what is None else type(what).__name__)
    return {"name": what}


def to_wire(value: object) -> Any:
    """Return an argument of the author's as wire values; ``Misuse`` for what does not travel."""
    try:
        wire = encode(_references(value))
    except TooMuchError as error:
        raise Misuse(f"this argument does not travel: {error}") from error
    return wire


def _references(value: object) -> object:
    if isinstance(value, SubmittedFunction):
        return Reference(value.name)
    if type(value) in {list, tuple}:
        return type(value)(_references(item) for item in value)  # type: ignore[call-arg,attr-defined]
    if type(value) is dict:
        return {key: _references(item) for key, item in value.items()}
    return value


def from_wire(wire: object, name: str) -> Any:
    """Return an answer's value, its objects named after where they came from; ``BadAnswer`` when it is malformed."""
    try:
        return decode(wire, lambda item: replace(item, origin=name) if isinstance(item, Opaque) else item)
    except BadValueError:
        raise BadAnswer.of("bad_answer", name=name) from None


class SubmittedFunction:
    """A function of the student's. Calling it runs it in the submission jail and returns its decoded value.

    ``timeout`` (seconds) and ``seed`` of a call are the kit's; all else goes to the student's function. ``warnings``
    (texts) and ``changed`` (whether an array or list that went in was written to) report on the last call.
    """

    def __init__(self, asker: Asker, name: str) -> None:
        self._asker = asker
        self.name = name
        self.warnings: list[str] = []
        self.changed = False

    def __call__(self, *args: object, timeout: float | None = None, seed: int | None = None, **kwargs: object) -> Any:
        """Call it. Raises ``CodeRaised``, ``TookTooLong``, ``BadAnswer`` or ``SubmissionGone``."""
        fields = {"args": to_wire(list(args)), "kwargs": to_wire(kwargs), "seed": self._seed(seed)}
        self.warnings, self.changed = [], False
        answer = self._asker.ask(Ask.CALL, self.name, timeout, **fields)
        warned = answer.get("warnings") if isinstance(answer, dict) else None
        if not isinstance(warned, list) or not all(isinstance(text, str) for text in warned):
            raise BadAnswer.of("bad_answer", name=self.name)
        self.warnings = [clean(text) for text in warned[:MAX_WARNINGS]]
        self.changed = answer.get("changed") is True
        return from_wire(answer.get("value"), f"{self.name}(…)")

    def _seed(self, seed: int | None) -> int | None:
        return None if seed is None else seed + self._asker.seed

    def error(self, *args: object, **kwargs: Any) -> str | None:
        """Call it and return the name of the type of the exception that it raises; ``None`` when it raises none."""
        try:
            self(*args, **kwargs)
        except CodeRaised as error:
            return error.type_name
        return None

    def __repr__(self) -> str:
        return f"<the submission's {self.name}>"


@contextmanager
def expect_raised(*types: type[BaseException]) -> Iterator[None]:
    """Pass when the student's code raises one of ``types`` inside; ``Mismatch`` otherwise."""
    wanted = " / ".join(kind.__name__ for kind in types)
    try:
        yield
    except CodeRaised as error:
        if not error.is_one_of(types):
            raise Mismatch.of("should_raise_other", wanted=wanted, found=error.type_name) from None
    else:
        raise Mismatch.of("should_raise", wanted=wanted)
