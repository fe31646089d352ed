"""Collects what a job tells while it runs, and turns it into steps for the live page."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from grader.errors import BrokenTests
from grader.events import Step
from grader.judging import reports
from grader.models import EventKind
from sandbox import Event

MAX_EPOCH_STEPS = 2000
MAX_METRICS = 40
"""Names in the epochs of one job."""

Report = TypeVar("Report", bound=BaseModel)


class Findings:
    """Everything that one job has told so far.

    What the tests jail says must make sense, or `BrokenTests` is raised; what the submission jail says is a claim,
    kept where it is well-formed and dropped where it is not. Once hidden tests run, nothing that it says is kept: it
    knows their inputs. The time that it takes would speak, too, so hidden tests' ends are shown together at the end
    and without their seconds.
    """

    def __init__(self, output_kb: int) -> None:
        self._cut_mark = f"\n… (> {output_kb:,} KB)"
        self.tests: list[reports.CollectedTest] | None = None
        self.ended: dict[str, reports.TestEnded] = {}
        self.finished: reports.Finished | None = None
        self.output: list[str] = []
        self.executed_notebook = ""
        self.hidden_began = False
        self._hidden_steps: list[Step] = []
        self._epochs = 0
        self._metrics: set[str] = set()
        self._handlers = {
            ("server", "stdout"): self._stdout,
            ("submission", "epoch"): self._epoch,
            ("submission", "notebook"): self._notebook,
            ("tests", "collected"): self._collected,
            ("tests", "hidden"): self._begin_hidden,
            ("tests", "test"): self._test,
            ("tests", "finished"): self._finished,
        }

    def take(self, event: Event) -> list[Step]:
        """Take in one event and return what the live page shall show of it."""
        if self.hidden_began and event.source != "tests":
            return []
        handler = self._handlers.get((event.source, event.kind))
        return handler(event.data) if handler else []

    def _stdout(self, data: dict[str, Any]) -> list[Step]:
        text, cut = reports.storable(str(data.get("text", ""))), bool(data.get("cut"))
        self.output.append(text + self._cut_mark if cut else text)
        return [(EventKind.STDOUT, {"text": text, "cut": cut})]

    def _epoch(self, data: dict[str, Any]) -> list[Step]:
        epoch = reports.epoch_data(data)
        self._epochs += 1
        if epoch:
            epoch["logs"] = {name: value for name, value in epoch["logs"].items() if self._knows(name)}
        return [(EventKind.EPOCH, epoch)] if epoch and self._epochs <= MAX_EPOCH_STEPS else []

    def _knows(self, metric: str) -> bool:
        """Whether a metric is among the first ones: a program may call each epoch's otherwise, and a page lists all."""
        if len(self._metrics) < MAX_METRICS:
            self._metrics.add(metric)
        return metric in self._metrics

    def _notebook(self, data: dict[str, Any]) -> list[Step]:
        self.executed_notebook = reports.executed_notebook(data)
        return []

    def _collected(self, data: dict[str, Any]) -> list[Step]:
        tests = _checked(reports.Collected, data).tests
        if self.tests is not None:
            raise BrokenTests("the tests were collected twice")
        if len({test.id for test in tests}) != len(tests):
            raise BrokenTests("two tests have the same id")
        self.tests = tests
        shown = [test.model_dump(mode="json") | {"points": float(test.points)} for test in tests]
        return [(EventKind.COLLECTED, {"tests": shown})]

    def _begin_hidden(self, _data: dict[str, Any]) -> list[Step]:
        self.hidden_began = True
        return []

    def _test(self, data: dict[str, Any]) -> list[Step]:
        ended = _checked(reports.TestEnded, data)
        test = next((test for test in self.tests or [] if test.id == ended.id), None)
        if test is None or ended.id in self.ended:
            raise BrokenTests(f"the test {ended.id!r} ended, but was not collected or had ended before")
        if ended.points > test.points:
            raise BrokenTests(f"the test {ended.id!r} gives {ended.points} of {test.points} points")
        self.ended[ended.id] = ended
        shown = ended.model_dump(mode="json", include={"id", "outcome", "message"}) | {
            "points": float(ended.points),
            "max_points": float(test.points),
        }
        if not test.hidden:
            compared = {"expected": ended.expected, "actual": ended.actual} if ended.expected or ended.actual else {}
            return [(EventKind.TEST, shown | {"seconds": ended.seconds} | compared)]
        self._hidden_steps.append((EventKind.TEST, shown))
        return []

    def _finished(self, data: dict[str, Any]) -> list[Step]:
        self.finished = _checked(reports.Finished, data)
        return self._hidden_steps


def _checked(model: type[Report], data: dict[str, Any]) -> Report:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise BrokenTests(f"the tests sent a report that is none: {error}") from error
