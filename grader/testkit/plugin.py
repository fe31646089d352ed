"""The pytest plugin: the fixtures and markers that authors use, and an event for each test as it ends."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pytest

from grader.testkit.asking import Asker, LoadResult
from grader.testkit.attaching import take_attached
from grader.testkit.failures import Misuse, TookTooLong
from grader.testkit.measuring import forget_measures, take_measures
from grader.testkit.messages import message
from grader.testkit.submission import Submission
from grader.testkit.text import Text, as_text, clean, default_title
from grader.testkit.verdicts import cause_of, compared_by, is_verdict, own_frames, told

MARKERS = (
    "points(n): what the test is worth; each case of a parametrized test is worth that",
    "hidden: the test runs on submission only, after the public ones, and its message shows no values",
    "title(en, ko): what the test looks at, in both languages",
)
Send = Callable[[str, dict[str, Any]], None]
Partial = Callable[[float, Any], None]


@dataclass(frozen=True, slots=True)
class PlannedTest:
    """What is known of a test before it runs."""

    id: str
    title: Text
    hidden: bool
    points: float


@dataclass(slots=True)
class Attempt:
    """One test that runs now, and what has ended it."""

    answers_before: int
    error: BaseException | None = None
    broken: BaseException | None = None
    skipped: str | None = None
    partial: tuple[float, Text] | None = None
    started: float = field(default_factory=time.perf_counter)


class GradingPlugin:
    """Runs an exercise's tests against one submission.

    ``wait_for_load`` returns how loading the submission went, once that is over; nothing is run when it failed. With
    ``stop_early`` all tests after the first one that fails are left out, as ``not_run``.
    """

    def __init__(
        self,
        send: Send,
        asker: Asker,
        folder: Path,
        public_only: bool,
        wait_for_load: Callable[[], LoadResult],
        *,
        stop_early: bool = False,
    ) -> None:
        self._send = send
        self._asker = asker
        self._tests = (folder / "tests").absolute()
        self._submission = Submission(asker, folder / "submission")
        self._public_only = public_only
        self._stop_early = stop_early
        self._failed = False
        self._wait_for_load = wait_for_load
        self._described: dict[str, PlannedTest] = {}
        self._attempt = Attempt(0)
        self._told_hidden = False
        self.loaded: LoadResult | None = None
        self.problems: list[str] = []
        self.broken = False
        self.test_seconds = 0.0

    @property
    def has_tests(self) -> bool:
        """Whether the exercise has any test, be it one that was left out of this run."""
        return bool(self._described)

    @pytest.fixture
    def submission(self) -> Submission:
        """The student's program."""
        return self._submission

    @pytest.fixture
    def partial(self) -> Partial:
        """``partial(share, message)``: the test earns ``share`` (between 0 and 1) of its points if nothing fails."""
        return self._earn_partly

    def _earn_partly(self, share: float, message: Any = "") -> None:
        if not 0 < share < 1:
            raise Misuse(f"partial({share!r}): the share must be between 0 and 1")
        self._attempt.partial = (float(share), as_text(message))

    def pytest_configure(self, config: pytest.Config) -> None:
        """Declare the markers, and have tracebacks written the plain way: pytest's own reads every module's source."""
        config.option.tbstyle = "native"
        for marker in MARKERS:
            config.addinivalue_line("markers", marker)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what is wrong with a test file."""
        if report.failed:
            self._break(f"{report.nodeid}\n{own_frames(report.longreprtext, self._tests)}")

    def pytest_internalerror(self, excrepr: object) -> None:
        """Keep an error of pytest itself."""
        self._break(str(excrepr))

    def _break(self, problem: str) -> None:
        self.broken = True
        self.problems.append(problem)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Describe the tests, put the hidden ones last, and leave them out of a run."""
        for item, test_id in zip(items, _ids(items), strict=True):
            try:
                self._described[item.nodeid] = _describe(item, test_id)
            except Misuse as error:
                self._break(f"{item.nodeid}: {error}")
        if self.broken:
            return
        # Hidden inputs reach the student's process, which could show them in the message of a later public test.
        items.sort(key=lambda item: self._described[item.nodeid].hidden)
        if self._public_only:
            hidden = [item for item in items if self._described[item.nodeid].hidden]
            config.hook.pytest_deselected(items=hidden)
            items[:] = [item for item in items if item not in hidden]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Tell which tests there are."""
        if self.broken or session.testsfailed:
            return
        tests = [self._described[item.nodeid] for item in session.items]
        listed = [{"id": t.id, "title": t.title, "hidden": t.hidden, "points": t.points} for t in tests]
        self._send("collected", {"tests": listed})

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Wait for the submission, and run nothing where it cannot be judged or the tests are broken."""
        if self.broken or session.testsfailed:
            return True
        self.loaded = self._wait_for_load()
        if self.loaded.message is None:
            self._send("loaded", {})
            return None
        for item in session.items:
            self._send_result(item, "not_run", 0.0, None, 0.0)
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Run one test and tell how it ended."""
        self._asker.in_hidden_test = self._described[item.nodeid].hidden
        self._tell_hidden(item)
        self._attempt = Attempt(self._asker.answers)
        forget_measures()
        take_attached()
        result = yield
        self._judge(item)
        return result

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Leave a test out where one has failed and that is all that is asked for."""
        if self._stop_early and self._failed:
            pytest.skip("")

    def _tell_hidden(self, item: pytest.Item) -> None:
        """Tell once, before the first hidden input is sent, that from here on the submission must not be heard."""
        if self._described[item.nodeid].hidden and not self._told_hidden:
            self._told_hidden = True
            self._send("hidden", {})

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Keep what ended each phase of the test."""
        report = yield
        if call.excinfo is not None:
            self._keep(call.excinfo.value, call.when, report)
        return report

    def _keep(self, error: BaseException, phase: str, report: pytest.TestReport) -> None:
        attempt = self._attempt
        if isinstance(error, pytest.skip.Exception):
            attempt.skipped = str(error.msg)
        elif is_verdict(error) or (
            phase in {"setup", "call"} and self._was_answered() and not isinstance(error, Misuse)
        ):
            attempt.error = attempt.error or error
        else:
            attempt.broken = error
            self.problems.append(f"{report.nodeid}\n{report.longreprtext}")

    def _was_answered(self) -> bool:
        """Whether this test has used anything of the submission's, which may then be why it stopped."""
        return self._asker.answers > self._attempt.answers_before

    def _judge(self, item: pytest.Item) -> None:
        test, attempt = self._described[item.nodeid], self._attempt
        seconds = time.perf_counter() - attempt.started
        self.test_seconds += seconds
        if attempt.broken is not None:
            text = message("broken_test", type=type(attempt.broken).__name__)
            self._send_result(item, "error", 0.0, text, seconds)
        elif attempt.error is not None:
            self._send_result(item, "failed", 0.0, told(attempt.error, self._tests, test.hidden), seconds)
        elif attempt.skipped is not None:
            self._send_result(item, "not_run", 0.0, as_text(attempt.skipped), seconds)
        elif attempt.partial is not None:
            share, text = attempt.partial
            self._send_result(item, "partial", share * test.points, text, seconds)
        else:
            self._send_result(item, "passed", test.points, None, seconds)

    def _send_result(self, item: pytest.Item, outcome: str, points: float, text: Text | None, seconds: float) -> None:
        test, error = self._described[item.nodeid], self._attempt.broken or self._attempt.error
        self._failed |= outcome in {"failed", "error", "partial"}
        attached = take_attached()
        self._send(
            "test",
            {
                "id": test.id,
                "outcome": outcome,
                "points": points,
                "max_points": test.points,
                "message": text,
                "seconds": seconds,
                "too_slow": isinstance(self._attempt.error, TookTooLong),
                "cause": cause_of(error, self._tests) if error else "",
                "measures": [asdict(measure) for measure in take_measures()],
                "attachments": [asdict(one) for one in attached.images if one.show or not test.hidden],
                "notes": attached.notes,
                **({} if test.hidden or outcome != "failed" else compared_by(self._attempt.error)),
            },
        )


def _ids(items: Sequence[pytest.Item]) -> list[str]:
    """Return each test's function name with its case, and its file only where that is not unique."""
    short = [item.nodeid.partition("::")[2] for item in items]
    counts = Counter(short)
    return [s if counts[s] == 1 else f"{item.path.name}::{s}" for s, item in zip(short, items, strict=True)]


def _describe(item: pytest.Item, test_id: str) -> PlannedTest:
    hidden = item.get_closest_marker("hidden")
    if hidden is not None and (hidden.args or hidden.kwargs):
        raise Misuse("hidden takes no arguments")
    return PlannedTest(test_id, _title_of(item, test_id), hidden is not None, _points_of(item))


def _title_of(item: pytest.Item, test_id: str) -> Text:
    marker = item.get_closest_marker("title")
    if marker is None:
        return default_title(test_id)
    values = list(marker.kwargs.values())
    if marker.args or set(marker.kwargs) != {"en", "ko"} or not all(isinstance(v, str) and v for v in values):
        raise Misuse('title needs both languages: title(en="…", ko="…")')
    return {language: clean(text) for language, text in marker.kwargs.items()}


def _points_of(item: pytest.Item) -> float:
    marker = item.get_closest_marker("points")
    if marker is None:
        return 1.0
    points = marker.args[0] if len(marker.args) == 1 and not marker.kwargs else None
    if isinstance(points, bool) or not isinstance(points, int | float) or not math.isfinite(points) or points < 0:
        raise Misuse("points needs one number of 0 or more: points(2)")
    return float(points)
