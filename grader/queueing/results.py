"""Storing what the tests of a grading said, with the figures that they attached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grader.judging.figures import MAX_FIGURES
from grader.judging.verdicts import TestReport
from grader.models import TestAttachment, TestResult


def store_results(grading_id: int, reports: Sequence[TestReport]) -> None:
    """Store the tests in their order, and of their figures at most ``MAX_FIGURES``."""
    results = TestResult.objects.bulk_create(
        result_of_test(grading_id, position, report) for position, report in enumerate(reports)
    )
    TestAttachment.objects.bulk_create(_attachments(results, reports))


def result_of_test(grading_id: int, position: int, report: TestReport) -> TestResult:
    """Return the unsaved result of a test, which stands at ``position``, from 0, in its grading."""
    return TestResult(
        grading_id=grading_id,
        position=position,
        test_id=report.id,
        title=report.title,
        hidden=report.hidden,
        points=report.points,
        max_points=report.max_points,
        outcome=report.outcome,
        message=report.message,
        seconds=report.seconds,
        expected=report.expected,
        actual=report.actual,
    )


def _attachments(results: Iterable[TestResult], reports: Iterable[TestReport]) -> list[TestAttachment]:
    """Return the figures of all tests, at most ``MAX_FIGURES``."""
    found = [
        TestAttachment(
            result=result,
            position=position,
            title=figure.title,
            alt=figure.alt,
            media_type=figure.media_type,
            content=figure.content,
        )
        for result, report in zip(results, reports, strict=True)
        for position, figure in enumerate(report.figures)
    ]
    return found[:MAX_FIGURES]
