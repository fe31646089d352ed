"""The tests jail's side of the protocol: asking the submission, and judging whatever comes back as an answer."""

from __future__ import annotations

import hashlib
import sys
import threading
from dataclasses import dataclass
from typing import Any

from grader.testkit.concealing import conceal
from grader.testkit.failures import (
    BadAnswer,
    CodeRaised,
    Failure,
    MissingName,
    NotRebuildable,
    SubmissionGone,
    TookTooLong,
    WrongType,
)
from grader.testkit.messages import message, where
from grader.testkit.protocol import CONTEXT_SECONDS, GRACE_SECONDS, Ask, Wrong
from grader.testkit.text import Text, clean, cut, joined
from sandbox.errors import AnswerTimeout, MalformedMessage, PeerEnded, WireError
from sandbox.wire import Channel, encode

UNRESPONSIVE = "unresponsive"
_ENDINGS = {"deadline": "deadline", "memory": "memory", "exited": "exited", "finished": "exited"}
MAX_MESSAGE_CHARACTERS = 1_000
MAX_TRACEBACK_CHARACTERS = 2_500


@dataclass(frozen=True, slots=True)
class Described:
    """An error in the student's code as the submission jail reports it, checked for types and sizes."""

    code: str
    kind: str
    type: str
    message: str
    traceback: str
    line: int | None
    cell: int | None
    bases: tuple[str, ...]
    found: str
    near: str

    @classmethod
    def read(cls, error: Any) -> Described:
        """Read the ``error`` of an answer; what has an impossible type counts as not given."""
        fields = error if isinstance(error, dict) else {}
        bases = fields.get("bases")
        return cls(
            code=_word(fields.get("code")),
            kind=_word(fields.get("kind")),
            type=_word(fields.get("type")) or "Exception",
            message=cut(_word(fields.get("message"), MAX_MESSAGE_CHARACTERS), MAX_MESSAGE_CHARACTERS),
            traceback=_word(fields.get("traceback"), MAX_TRACEBACK_CHARACTERS * 4),
            line=_position(fields.get("line")),
            cell=_position(fields.get("cell")),
            bases=tuple(_word(base) for base in bases[:20]) if isinstance(bases, list) else (),
            found=_word(fields.get("type")),
            near=_word(fields.get("near")),
        )

    @property
    def where(self) -> Text:
        """The place in the student's code as a phrase."""
        return where(self.line, self.cell)


def _word(value: Any, limit: int = 100) -> str:
    return clean(value[: limit + 1]).strip("\n") if isinstance(value, str) else ""


def _position(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10_000_000 else None


_WITH_INPUTS = (Ask.CALL, Ask.PREDICT, Ask.FIT)
"""The questions that hand the submission something of the test's."""


class Asker:
    """Asks the submission. Once it is gone or stuck, every later question fails at once.

    ``seconds`` is the time limit of the whole job, from which the usual limit of one call is a fifth. ``seed`` is added
    to every seed that a test gives to the submission: 0 in gradings, others to see how results spread.
    """

    def __init__(self, channel: Channel, seconds: float | None = None, seed: int = 0) -> None:
        self._channel = channel
        self.seed = seed
        self._gone: str | None = None
        self._lock = threading.Lock()
        self._digest = hashlib.sha256()
        self.answers = 0
        self.in_hidden_test = False
        self.gave_hidden_inputs = False
        context = "keras" if "keras" in sys.modules else "numpy"
        self.seconds = seconds or CONTEXT_SECONDS[context]
        self.call_seconds = max(self.seconds / 5, 1.0)

    def ask(self, what: Ask, name: str, timeout: float | None = None, **fields: Any) -> Any:
        """Return the ``ok`` of the answer to ``what`` about ``name``. Raises a ``Failure`` for anything else."""
        seconds = self.call_seconds if timeout is None else timeout
        self.gave_hidden_inputs |= self.in_hidden_test and what in _WITH_INPUTS
        answer = self._exchange({"do": what.value, "name": name, "timeout": seconds, **fields}, name, seconds)
        self.answers += 1
        if self.seed:
            self._digest.update(encode(answer))
        if "ok" in answer:
            return answer["ok"]
        raise _failure(Described.read(answer.get("error")), name, seconds)

    @property
    def answers_digest(self) -> str:
        """A digest of all answers under a seed; without one, which is in every grading, that of nothing."""
        return self._digest.hexdigest()

    def load(self) -> LoadResult:
        """Have the student's program run, and return how that went. It ends with the job at the latest."""
        question = {"do": Ask.LOAD.value, "name": "", "timeout": max(self.seconds * 0.95 - 0.3, 0.5)}
        try:
            answer = self._channel.ask(question, None)
        except PeerEnded as error:
            self._gone = error.ending
            return LoadResult(message(f"load_gone_{_ENDINGS.get(error.ending, 'other')}"))
        except WireError:
            self._gone = UNRESPONSIVE
            return LoadResult(message("load_unreadable"))
        return _load_result(answer, self.seconds)

    def _exchange(self, question: dict[str, Any], name: str, seconds: float) -> dict[str, Any]:
        if self._gone is not None:
            raise self._gone_failure()
        try:
            with self._lock:
                return self._channel.ask(question, seconds + GRACE_SECONDS)
        except PeerEnded as error:
            self._gone = error.ending
            raise self._gone_failure() from None
        except AnswerTimeout:
            self._gone = UNRESPONSIVE
            raise TookTooLong.of("unresponsive", name=name, seconds=round(seconds, 1)) from None
        except MalformedMessage:
            raise BadAnswer.of("bad_answer", name=name) from None
        except WireError:
            self._gone = "other"
            raise BadAnswer.of("bad_answer", name=name) from None

    def _gone_failure(self) -> SubmissionGone:
        ending = self._gone or "other"
        known = ending if ending == UNRESPONSIVE else _ENDINGS.get(ending, "other")
        return SubmissionGone(message(f"gone_{known}"))


@dataclass(frozen=True, slots=True)
class LoadResult:
    """How running the student's program went: ``message`` is ``None`` when it can be judged."""

    message: Text | None = None
    detail: str = ""
    line: int | None = None
    cell: int | None = None
    too_slow: bool = False


def _load_result(answer: dict[str, Any], seconds: float) -> LoadResult:
    if "ok" in answer:
        return LoadResult()
    error = Described.read(answer.get("error"))
    if error.code not in {Wrong.PROGRAM, Wrong.TIMEOUT}:
        return LoadResult(message("load_unreadable"))
    values = {"type": error.type, "message": error.message, "where": error.where, "seconds": f"{seconds:g}"}
    said = message(_load_code(error), **values)
    return LoadResult(said, error.traceback, error.line, error.cell, too_slow=error.code == Wrong.TIMEOUT)


def _load_code(error: Described) -> str:
    if error.code == Wrong.TIMEOUT:
        return "load_timeout"
    if error.kind in {"syntax", "exit", "notebook"}:
        return f"load_{error.kind}"
    special = {"EOFError": "load_input", "MemoryError": "load_memory"}
    return special.get(error.type, "load_exception")


def _failure(error: Described, name: str, seconds: float) -> Failure:  # noqa: PLR0911
    match error.code:
        case Wrong.PROGRAM:
            return _raised(error, name)
        case Wrong.TIMEOUT:
            return TookTooLong.of("timeout", name=name, seconds=round(seconds, 1))
        case Wrong.MISSING:
            near = "missing_name_near" if error.near else "missing_name"
            return MissingName.of(near, name=name, near=error.near)
        case Wrong.NOT_CALLABLE | Wrong.NO_PREDICT | Wrong.NOT_A_MODEL:
            return WrongType.of(error.code, name=name, found=error.found)
        case Wrong.NOT_BUILT | Wrong.NOT_COMPILED:
            return NotRebuildable.of(error.code, name=name)
        case Wrong.NOT_SERIALIZABLE:
            return NotRebuildable.of("not_serializable", name=name, message=error.message)
        case Wrong.TOO_LARGE | Wrong.NOT_A_NOTEBOOK:
            return WrongType.of(error.code, name=name)
        case _:
            return BadAnswer.of("bad_answer", name=name)


def _raised(error: Described, name: str) -> Failure:
    values = {"name": name, "type": error.type, "where": error.where}
    if error.kind == "exit":
        hidden = message("call_exit_hidden", name=name)
        return CodeRaised(message("call_exit", **values), hidden, error.type, error.bases)
    public = message("raised_public", message=error.message, **values)
    tail = dict.fromkeys(public, error.traceback[-MAX_TRACEBACK_CHARACTERS:])
    return CodeRaised(joined([public, tail]), message("raised_hidden", **conceal(values)), error.type, error.bases)
