"""A judge that looks at the source's text, and progress that keeps silent."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from courses.folders.exercise_folder import ExerciseFolder, Source
from grader.judging.jobs import Trial
from grader.judging.verdicts import Measured, TestReport, Verdict
from grader.proving.judging_many import ManyJudge, Task
from grader.proving.verdict_store import VerdictStore


class Silent:
    """Remembers what it hears, and shows nothing."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def begin(self, what: str, total: int) -> None:
        self.heard.append(f"{what}: {total}")

    def advance(self, task: Task) -> None:
        self.heard.append(task.source.path)


def verdict(*failing: str, loss: float | None = None) -> Verdict:
    """Return the verdict of three tests of 4, 3 and 3 points; ``loss`` is measured by the first, at most 1."""
    points = {"test_one": 4, "test_any[three]": 3, "test_any[minus]": 3}
    measures = () if loss is None else (Measured(name="loss", value=loss, bound="at most", threshold=1.0),)
    reports = tuple(
        TestReport(
            id=name,
            title={"en": name, "ko": name},
            hidden=name != "test_one",
            points=Decimal(0 if name in failing else worth),
            max_points=Decimal(worth),
            outcome="failed" if name in failing else "passed",
            measures=measures if name == "test_one" else (),
        )
        for name, worth in points.items()
    )
    score = sum((report.points for report in reports), Decimal(0))
    return Verdict(status="graded", score=score, max_score=Decimal(10), reports=reports, seconds={"total": 0.5})


def many_judge(
    folder: Path, judge: Callable[[ExerciseFolder, Source, Trial], Verdict], progress: Silent | None = None
) -> ManyJudge:
    """Return a judge of many with a store in ``folder``."""
    return ManyJudge(judge, VerdictStore(folder), progress or Silent(), at_once=2)
