"""What a test can fail of besides its own assertions, as one family.

::

    TestkitError
    ├── Misuse               the author's test asks for something that makes no sense: ours
    └── Failure              the submission's: costs this test, with a message in both languages
        ├── MissingName      the submission does not define the name
        ├── WrongType        the name, or what a call returned, is something else than the test needs
        ├── WrongShape       an array of another shape or dtype
        ├── CodeRaised       the student's code raised an exception
        ├── TookTooLong      the student's code did not return in time
        ├── SubmissionGone   the student's process has ended or answers no more
        ├── BadAnswer        what came back is no answer of ours
        ├── NotRebuildable   not a Keras model, not built, or with parts that are not Keras's own
        └── Mismatch         a ``check_…`` function found a difference
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.testkit.concealing import conceal
from grader.testkit.messages import message
from grader.testkit.protocol import MAX_COMPARED_CHARACTERS
from grader.testkit.text import Text, clean, cut


class TestkitError(Exception):
    """Base of the kit's errors."""

    __test__ = False


class Misuse(TestkitError):
    """A test uses the kit wrongly."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What was expected and what came, each as a short text; shown for public tests only."""

    expected: str
    actual: str

    @classmethod
    def of(cls, expected: object, actual: object) -> Compared:
        """Return both as texts of at most ``MAX_COMPARED_CHARACTERS``."""
        texts = (cut(clean(str(value)), MAX_COMPARED_CHARACTERS) for value in (expected, actual))
        return cls(*texts)


class Failure(TestkitError):
    """The submission fails this test. ``public`` and ``compared`` may show values; ``hidden`` must not."""

    def __init__(self, public: Text, hidden: Text | None = None, compared: Compared | None = None) -> None:
        super().__init__(public["en"])
        self.public = public
        self.hidden = public if hidden is None else hidden
        self.compared = compared

    @classmethod
    def of(cls, code: str, **values: object) -> Failure:
        """Return the failure with message ``code``; a hidden test leaves out what the student's process reports."""
        hidden = code.removesuffix("_near")
        both = "wanted" in values and "found" in values
        compared = Compared.of(values["wanted"], values["found"]) if both else None
        return cls(message(code, **values), message(hidden, **conceal(values)), compared)


class MissingName(Failure):
    """The submission does not define the name that the test asks for."""


class WrongType(Failure):
    """A value is of another type than the test needs."""


class WrongShape(Failure):
    """An array has another shape or dtype than the test needs."""


class CodeRaised(Failure):
    """The student's code raised. ``type_name`` and ``bases`` (its method resolution order) are as reported."""

    def __init__(self, public: Text, hidden: Text, type_name: str, bases: tuple[str, ...]) -> None:
        super().__init__(public, hidden)
        self.type_name = type_name
        self.bases = bases

    def is_one_of(self, types: Iterable[type[BaseException]]) -> bool:
        """Whether the exception is of one of these types or a kind of them, by their names."""
        return not {kind.__name__ for kind in types}.isdisjoint({self.type_name, *self.bases})


class TookTooLong(Failure):
    """The student's code did not return in time."""


class SubmissionGone(Failure):
    """The student's process has ended or answers no more."""


class BadAnswer(Failure):
    """What came back from the submission jail is not an answer to the question."""


class NotRebuildable(Failure):
    """The value cannot be rebuilt as a Keras model."""


class Mismatch(Failure):
    """A ``check_…`` function found a difference."""
