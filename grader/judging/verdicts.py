"""What one judging found out, as plain values that know no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from courses.text import Text
from grader.judging.figures import Figure

CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A number that a test measured and its threshold; ``bound`` is ``"at most"`` or ``"at least"``.

    For authors only: it may be made of hidden data, so it is neither stored with a grading nor shown to a student.
    """

    name: str
    value: float
    bound: str
    threshold: float


@dataclass(frozen=True, kw_only=True)
class TestReport:
    """How one test ended. ``outcome`` is a value of `grader.models.Outcome`; ``0 <= points <= max_points``.

    ``expected`` and ``actual`` are empty for a hidden test. ``cause``, ``measures`` and ``notes`` are for authors only:
    they may be made of hidden data.
    """

    __test__ = False

    id: str
    title: Text
    hidden: bool
    points: Decimal
    max_points: Decimal
    outcome: str
    message: Text | None = None
    seconds: float = 0
    cause: str = ""
    measures: tuple[Measured, ...] = ()
    expected: str = ""
    actual: str = ""
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The end of one judging.

    ``status`` is ``graded``, ``failed`` (the student's code could not be judged) or ``canceled``. ``line`` and ``cell``
    count from 1. ``seconds`` holds ``total``, ``submission`` and ``tests``. For proofs alone: ``too_slow``, whether a
    limit of time was met anywhere, and ``answers_digest``, of all that the submission answered under a trial's seed.
    """

    status: str
    score: Decimal | None = None
    max_score: Decimal | None = None
    message: Text | None = None
    detail: str = ""
    line: int | None = None
    cell: int | None = None
    reports: tuple[TestReport, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    output: str = ""
    executed_notebook: str = ""
    too_slow: bool = False
    answers_digest: str = ""


def rounded(points: Decimal) -> Decimal:
    """Return points with two decimal places, halves away from zero."""
    return points.quantize(CENT, ROUND_HALF_UP)
