"""A verdict as the command line shows it: as JSON for programs, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from courses.text import Text, translated
from grader.errors import RejectedWork
from grader.judging.verdicts import TestReport, Verdict

MARKS = {"passed": "✓", "partial": "◐", "failed": "✗", "error": "!", "not_run": "-"}


def rejected(work: RejectedWork, points: Decimal) -> Verdict:
    """Return what is shown for work that was not taken in."""
    seconds = {"total": 0.0, "submission": 0.0, "tests": 0.0}
    return Verdict(
        status="failed",
        score=Decimal(0),
        max_score=points,
        message=work.message,
        line=work.line,
        cell=work.cell,
        seconds=seconds,
    )


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict in plain values, texts in the active language."""
    return {
        "status": str(verdict.status),
        "score": float(verdict.score or 0),
        "max_score": float(verdict.max_score or 0),
        "message": translated(verdict.message),
        "detail": verdict.detail,
        "line": verdict.line,
        "cell": verdict.cell,
        "seconds": dict(verdict.seconds),
        "tests": [_report_json(report) for report in verdict.reports],
    }


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """Yield a verdict as lines of text in the active language."""
    yield f"{verdict.status}: {float(verdict.score or 0):g} / {float(verdict.max_score or 0):g}"
    if verdict.message:
        yield translated(verdict.message)
    if place := ", ".join(f"{name} {at}" for name, at in (("cell", verdict.cell), ("line", verdict.line)) if at):
        yield f"({place})"
    if verdict.detail:
        yield verdict.detail.rstrip()
    for report in verdict.reports:
        yield from _report_lines(report)
    yield " ".join(f"{name} {seconds:.3f} s" for name, seconds in verdict.seconds.items())


def _report_json(report: TestReport) -> dict[str, Any]:
    return {
        "id": report.id,
        "title": translated(report.title),
        "hidden": report.hidden,
        "points": float(report.points),
        "max_points": float(report.max_points),
        "outcome": report.outcome,
        "message": translated(report.message),
        "seconds": report.seconds,
        **_shown_beside(report),
    }


def _shown_beside(report: TestReport) -> dict[str, Any]:
    """Return what only some tests have."""
    beside = {
        "expected": report.expected,
        "actual": report.actual,
        "figures": [translated(figure.title) for figure in report.figures],
        "notes": list(report.notes),
    }
    return {name: value for name, value in beside.items() if value}


def _report_lines(report: TestReport) -> Iterator[str]:
    hidden = " (hidden)" if report.hidden else ""
    title, points = translated(report.title), f"{float(report.points):g}/{float(report.max_points):g}"
    yield f"  {MARKS.get(report.outcome, '?')} {points:>7}  {title}{hidden}"
    yield from (f"             {line}" for line in _lines(report.message))
    yield from (f"             note: {note}" for note in report.notes)


def _lines(text: Text | None) -> list[str]:
    return translated(text).splitlines()
