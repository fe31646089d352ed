"""From what a job told to the student's verdict."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import Any

import pytest

from courses.folders.exercise_folder import read_exercise
from grader import messages
from grader.errors import BrokenTests, SandboxProblem
from grader.events import Step
from grader.judging.judging import judge
from grader.judging.verdicts import Verdict
from grader.models import EventKind
from sandbox import Ending, Event, JailEnd, SandboxUnavailable
from tests.courses.examples import exercise_files
from tests.grader.cast import ScriptedClient, collected, ended, finished, job_end, passing

FOLDER = read_exercise(exercise_files())
SAID = {"en": "Not quite.", "ko": "아쉽습니다."}


def verdict(*events: Event, select: Any = "all", **end: Any) -> Verdict:
    return judge(ScriptedClient(events, job_end(**end)), FOLDER, "code", "x = 1", select=select)


def dead(ending: Ending, **more: Any) -> JailEnd:
    return JailEnd(ending=ending, seconds=1.0, **more)


# The job


def test_hidden_tests_go_into_the_tests_jail_only() -> None:
    client = ScriptedClient(passing())
    judge(client, FOLDER, "code", "x = 1")
    (job,) = client.jobs
    assert dict(job.submission.files) == {"main.py": b"x = 1", "numbers.csv": b"1,2,3\n"}
    assert job.tests is not None
    assert set(job.tests.files) == {"tests/test_double.py", "submission/main.py"}
    assert (job.environment, job.limits.seconds, job.tests.arguments["select"]) == ("numpy", 10, "all")


def test_a_run_asks_for_the_public_tests() -> None:
    client = ScriptedClient(passing())
    judge(client, FOLDER, "code", "x = 1", select="public")
    assert client.jobs[0].tests is not None
    assert client.jobs[0].tests.arguments["select"] == "public"


def test_what_is_for_authors_is_no_step_of_the_live_page() -> None:
    found: list[Step] = []
    told = ended("one", "failed")
    loss = {"name": "loss", "value": 0.5, "bound": "at most", "threshold": 0.25}
    told.data.update({"cause": "tests/test_a.py:3: AssertionError", "measures": [loss]})
    client = ScriptedClient([collected(one=1.0), told, finished()], job_end())
    judged = judge(client, FOLDER, "code", "x = 1", on_steps=found.extend)
    assert judged.reports[0].cause == "tests/test_a.py:3: AssertionError"
    assert [set(data) & {"cause", "measures"} for _, data in found] == [set()] * len(found)


# Scores


def test_the_score_is_the_share_of_the_exercises_points() -> None:
    found = verdict(collected(a=1.0, b=2.0), ended("a", "passed", 1.0), ended("b", "failed"), finished())
    assert (found.status, found.score, found.max_score) == ("graded", Decimal("3.33"), Decimal(10))


def test_rounding_never_makes_full_marks_of_less() -> None:
    found = verdict(collected(a=999.9, b=0.1), ended("a", "passed", 999.9), ended("b", "failed"), finished())
    assert (found.score, found.max_score) == (Decimal("9.99"), Decimal(10))


def test_part_of_a_tests_points_counts() -> None:
    found = verdict(collected(a=1.0), ended("a", "partial", 0.5, SAID), finished())
    assert (found.score, found.reports[0].outcome, found.reports[0].message) == (Decimal(5), "partial", SAID)


def test_a_run_is_scored_by_its_own_tests() -> None:
    found = verdict(collected(a=3.0), ended("a", "passed", 3.0), finished(), select="public")
    assert (found.score, found.max_score) == (Decimal(3), Decimal(3))


def test_a_run_without_public_tests_says_so() -> None:
    assert verdict(collected(), finished(), select="public").message == messages.NO_PUBLIC_TESTS


def test_reports_stand_in_the_order_of_collection() -> None:
    found = verdict(collected(a=1.0, b=1.0), ended("b", "failed"), ended("a", "failed"), finished())
    assert [report.id for report in found.reports] == ["a", "b"]


# The student's failures


def test_code_that_cannot_be_judged_scores_nothing() -> None:
    end = finished("failed", message=SAID, detail="Traceback …", line=3, cell=2)
    found = verdict(collected(a=1.0), ended("a", "not_run"), end)
    assert (found.status, found.score, found.message) == ("failed", Decimal(0), SAID)
    assert (found.line, found.cell) == (3, 2)
    assert (found.detail, found.reports[0].outcome) == ("Traceback …", "not_run")


def test_points_of_code_that_cannot_be_judged_do_not_count() -> None:
    found = verdict(collected(a=1.0), ended("a", "passed", 1.0), finished("failed"))
    assert (found.score, found.reports[0].outcome) == (Decimal(0), "not_run")


@pytest.mark.parametrize(
    ("end", "message"),
    [
        (dead(Ending.DEADLINE), messages.deadline(10)),
        (dead(Ending.MEMORY), messages.memory(512)),
        (dead(Ending.EXITED, exit_code=3), messages.exited(3)),
        (dead(Ending.EXITED, signal=11), messages.crashed(11)),
        (dead(Ending.CPU), messages.cpu(10 * (os.cpu_count() or 1))),
        (dead(Ending.PROCESSES), messages.processes(256)),
        (dead(Ending.FILES), messages.files(32)),
        (dead(Ending.MESSAGES), messages.sent_messages(64)),
        (dead(Ending.BROKEN), messages.BROKEN_ANSWER),
        (dead(Ending.FINISHED), SAID),
    ],
    ids=lambda value: str(getattr(value, "ending", "")),
)
def test_the_student_is_told_how_the_jail_ended(end: JailEnd, message: dict[str, str]) -> None:
    found = verdict(collected(a=1.0), ended("a", "not_run"), finished("failed", message=SAID), submission=end)
    assert found.message == message


@pytest.mark.parametrize(
    ("detail", "message"),
    [
        ("Traceback …\nMemoryError", messages.memory(512)),
        ("numpy._core._exceptions._ArrayMemoryError: Unable to allocate 80.0 GiB", messages.memory(512)),
        ("OSError: [Errno 28] No space left on device", messages.files(32)),
        ("OSError: [Errno 27] File too large: 'a'", messages.files(32)),
        ("RuntimeError: can't start new thread", messages.processes(256)),
        ("BlockingIOError: [Errno 11] Resource temporarily unavailable\n", messages.processes(256)),
        ("ValueError: [Errno 11] MemoryError", SAID),
    ],
)
def test_an_error_of_a_limit_reads_like_being_stopped_at_it(detail: str, message: dict[str, str]) -> None:
    end = finished("failed", message=SAID, detail=detail)
    assert verdict(collected(a=1.0), ended("a", "not_run"), end).message == message


@pytest.mark.parametrize("end", [dead(Ending.EXITED, exit_code=73), dead(Ending.EXITED, signal=11)])
def test_an_exit_code_chosen_in_hidden_tests_is_not_told(end: JailEnd) -> None:
    events = [collected(a=1.0), Event(source="tests", kind="hidden", data={}), ended("a", "failed"), finished()]
    assert verdict(*events, submission=end).message == messages.ENDED_ITSELF


def test_hidden_tests_end_together_and_without_their_times() -> None:
    taken: list[list[Step]] = []
    events = [collected(a=1.0, hidden=1.0), ended("a", "passed", 1.0), ended("hidden", "failed"), finished()]
    judge(ScriptedClient(events, job_end()), FOLDER, "code", "x = 1", on_steps=taken.append)
    shown = [[(data["id"], "seconds" in data) for kind, data in steps if kind == EventKind.TEST] for steps in taken]
    assert [tests for tests in shown if tests] == [[("a", True)], [("hidden", False)]]


def test_a_limit_of_time_is_known_to_proofs_and_not_shown() -> None:
    taken: list[list[Step]] = []
    slow = ended("a", "failed")
    slow.data["too_slow"] = True
    found = judge(
        ScriptedClient([collected(a=1.0), slow, finished()], job_end()), FOLDER, "code", "x", on_steps=taken.append
    )
    assert found.too_slow
    assert not any("too_slow" in data for steps in taken for _, data in steps)
    assert verdict(collected(a=1.0), tests=dead(Ending.DEADLINE)).too_slow
    assert not verdict(collected(a=1.0), ended("a", "failed"), finished()).too_slow


def test_a_limit_above_the_sites_ceiling_is_lowered_to_it(settings: Any) -> None:
    settings.LIMIT_CEILINGS = {"memory_mb": 100}
    client = ScriptedClient(passing())
    judge(client, FOLDER, "code", "x = 1")
    assert (client.jobs[0].limits.memory_mb, client.jobs[0].limits.seconds) == (100, 10)


def test_a_jail_that_ends_badly_after_all_tests_passed_is_not_mentioned() -> None:
    events = [collected(a=1.0), ended("a", "passed", 1.0), finished()]
    assert verdict(*events, submission=dead(Ending.EXITED, exit_code=1)).message is None


def test_what_was_judged_before_the_deadline_counts() -> None:
    found = verdict(collected(a=1.0, b=1.0), ended("a", "passed", 1.0), tests=dead(Ending.DEADLINE))
    assert (found.status, found.score, found.message) == ("graded", Decimal(5), messages.deadline(10))
    assert (found.reports[1].outcome, found.reports[1].message) == ("not_run", messages.NOT_REACHED)


def test_a_deadline_before_the_first_test_is_a_failure() -> None:
    assert verdict(collected(a=1.0), tests=dead(Ending.DEADLINE)).status == "failed"


def test_a_canceled_job_has_no_score() -> None:
    found = verdict(collected(a=1.0), ended("a", "passed", 1.0), canceled=True)
    assert (found.status, found.score, found.reports) == ("canceled", None, ())


# Our failures


@pytest.mark.parametrize(
    "events",
    [
        [],
        [collected(a=1.0)],
        [collected(a=1.0), finished()],
        [collected(), finished()],
        [finished()],
        [collected(a=1.0), ended("a", "passed", 1.0), finished("error", detail="SyntaxError")],
        [collected(a=1.0), collected(a=1.0)],
        [collected(a=1.0), ended("b", "passed", 1.0), finished()],
        [collected(a=1.0), ended("a", "passed", 1.0), ended("a", "passed", 1.0), finished()],
        [collected(a=1.0), ended("a", "passed", 2.0), finished()],
        [collected(a=1.0), ended("a", "passed", float("nan")), finished()],
        [collected(a=1.0), ended("a", "splendid", 1.0), finished()],
        [collected(a=-1.0)],
        [collected(**{f"t{number}": 1.0 for number in range(501)})],
        [Event(source="tests", kind="collected", data={"tests": [{"id": "a"}]})],
        [Event(source="tests", kind="collected", data={"tests": collected(a=1.0).data["tests"] * 2})],
        [Event(source="tests", kind="finished", data={"status": "fine"})],
    ],
    ids=range(17),
)
def test_tests_that_make_no_sense_are_our_fault(events: list[Event]) -> None:
    with pytest.raises(BrokenTests):
        verdict(*events)


def test_a_sandbox_that_is_gone_is_our_fault() -> None:
    with pytest.raises(SandboxProblem, match="connection lost"):
        judge(ScriptedClient(end=SandboxUnavailable("connection lost")), FOLDER, "code", "x = 1")


# What the student's process says


def steps_of(*events: Event) -> list[Step]:
    steps: list[Step] = []
    judge(ScriptedClient([*events, *passing()]), FOLDER, "code", "x", on_steps=steps.extend)
    return steps


def test_epochs_and_output_are_shown() -> None:
    epoch = Event(source="submission", kind="epoch", data={"epoch": 1, "epochs": 5, "logs": {"loss": 0.5}})
    output = Event(source="server", kind="stdout", data={"text": "hi\0\n"})
    assert steps_of(epoch, output)[:2] == [
        (EventKind.EPOCH, {"epoch": 1, "epochs": 5, "logs": {"loss": 0.5}}),
        (EventKind.STDOUT, {"text": "hi\ufffd\n", "cut": False}),
    ]


def test_a_loss_that_is_no_number_becomes_nothing() -> None:
    logs = {"loss": float("nan"), "accuracy": float("inf"), "lr": "high"}
    steps = steps_of(Event(source="submission", kind="epoch", data={"epoch": 1, "epochs": 2, "logs": logs}))
    assert steps[0][1]["logs"] == {"loss": None, "accuracy": None, "lr": None}


def test_a_job_has_few_metrics_however_it_calls_them() -> None:
    epochs = (
        Event(source="submission", kind="epoch", data={"epoch": n, "epochs": 50, "logs": {"loss": 1.0, f"m{n}": 1.0}})
        for n in range(1, 50)
    )
    logs = [data["logs"] for kind, data in steps_of(*epochs) if kind == EventKind.EPOCH]
    assert len(logs) == 49
    assert all("loss" in one for one in logs)
    assert len({name for one in logs for name in one}) == 40


@pytest.mark.parametrize(
    "data",
    [{}, {"epoch": -1, "epochs": 2, "logs": {}}, {"epoch": "1", "epochs": 2, "logs": {}}, {"epoch": 1, "logs": [1]}],
    ids=range(4),
)
def test_an_epoch_that_is_none_is_dropped(data: dict[str, Any]) -> None:
    assert steps_of(Event(source="submission", kind="epoch", data=data))[0][0] == EventKind.COLLECTED


@pytest.mark.parametrize("kind", ["test", "finished", "collected"])
def test_the_submission_cannot_speak_for_the_tests(kind: str) -> None:
    forged = Event(source="submission", kind=kind, data={"status": "graded", "id": "one", "tests": []})
    assert [step for step, _ in steps_of(forged)] == ["collected", "test", "test"]


def test_the_executed_notebook_is_kept() -> None:
    notebook = Event(source="submission", kind="notebook", data={"content": '{"cells": []}'})
    assert verdict(notebook, *passing()).executed_notebook == '{"cells": []}'


@pytest.mark.parametrize("content", [3, "no json", "[]", '{"cells": 3}', "[" * 100_000], ids=range(5))
def test_what_is_no_notebook_is_dropped(content: object) -> None:
    notebook = Event(source="submission", kind="notebook", data={"content": content})
    assert verdict(notebook, *passing()).executed_notebook == ""


def test_nothing_is_passed_on_once_hidden_tests_run() -> None:
    told = [
        Event(source="server", kind="stdout", data={"text": "hidden input"}),
        Event(source="submission", kind="epoch", data={"epoch": 1, "epochs": 5, "logs": {"hidden input": 0.5}}),
        Event(source="submission", kind="notebook", data={"content": '{"cells": ["hidden input"]}'}),
    ]
    notebook = Event(source="submission", kind="notebook", data={"content": '{"cells": []}'})
    steps: list[Step] = []
    client = ScriptedClient(
        [notebook, *passing()[:-1], Event(source="tests", kind="hidden", data={}), *told, finished()]
    )
    found = judge(client, FOLDER, "code", "x", on_steps=steps.extend)
    assert (found.status, found.output, found.executed_notebook) == ("graded", "", '{"cells": []}')
    assert [step for step, _ in steps] == ["collected", "test", "test"]


def test_cut_output_is_marked() -> None:
    output = [Event(source="server", kind="stdout", data={"text": text, "cut": not text}) for text in ("hello", "")]
    assert verdict(*output, *passing()).output == "hello\n… (> 64 KB)"


# What stands beside a message


def test_a_public_test_brings_both_values_and_a_hidden_one_none() -> None:
    both = {"expected": "2", "actual": "3\0"}
    public, hidden = (
        Event(source="tests", kind="test", data={**ended(name, "failed").data, **both}) for name in ("one", "hidden")
    )
    steps: list[Step] = []

    found = judge(
        ScriptedClient([collected(one=1.0, hidden=1.0), public, hidden, finished()]), FOLDER, "code", "x = 1",
        on_steps=steps.extend,
    )  # fmt: skip

    assert [(one.expected, one.actual) for one in found.reports] == [("2", "3\ufffd"), ("", "")]
    told = {data["id"]: data for kind, data in steps if kind == EventKind.TEST}
    assert told["one"]["expected"] == "2"
    assert "expected" not in told["hidden"]


@pytest.mark.parametrize("attachments", [None, "x", [None], [{"content": b"GIF"}], [[]] * 9999])
def test_attachments_that_are_none_break_no_grading(attachments: object) -> None:
    event = Event(source="tests", kind="test", data={**ended("one", "passed", 1.0).data, "attachments": attachments})
    found = verdict(collected(one=1.0), event, finished())
    assert (found.status, found.reports[0].figures) == ("graded", ())
