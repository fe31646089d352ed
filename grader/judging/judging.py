"""One judging, from work to verdict. The worker and the command line both judge through `judge`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from courses.folders.exercise_folder import ExerciseFolder
from courses.text import Text
from grader import messages
from grader.errors import BrokenTests, Interrupted, SandboxProblem
from grader.events import Step
from grader.judging.figures import read_figures
from grader.judging.findings import Findings
from grader.judging.jobs import PLAIN, Select, Trial, build_job
from grader.judging.reports import CollectedTest
from grader.judging.verdicts import CENT, Measured, TestReport, Verdict, rounded
from grader.models import Outcome, State
from sandbox import Client, Ending, Event, JailEnd, JobEnd, Limits, SandboxAbsent, SandboxError
from sandbox.gpu import Lease

USED_UP = (Ending.DEADLINE, Ending.MEMORY)
"""Ends of the tests jail that the student's answers bring about: a verified exercise stays within its limits."""
NOTHING = Decimal(0)


def judge(
    client: Client,
    folder: ExerciseFolder,
    written_as: str,
    content: str,
    *,
    select: Select = "all",
    on_steps: Callable[[list[Step]], None] = lambda _steps: None,
    should_stop: Callable[[], bool] | None = None,
    gpu: Lease | None = None,
    trial: Trial = PLAIN,
) -> Verdict:
    """Judge work (``written_as`` ``"code"`` or ``"notebook"``) by all or by the public tests of an exercise.

    ``on_steps`` hears what happens as it happens. `GradingProblem` when the fault is ours.
    """
    job = build_job(folder, written_as, content, select, gpu=gpu, trial=trial)
    findings = Findings(job.limits.output_kb)

    def on_event(event: Event) -> None:
        if steps := findings.take(event):
            on_steps(steps)

    try:
        end = client.run(job, on_event=on_event, should_stop=should_stop)
    except SandboxAbsent as error:
        raise Interrupted(f"{type(error).__name__}: {error}") from error
    except SandboxError as error:
        raise SandboxProblem(f"{type(error).__name__}: {error}") from error
    return conclude(folder, job.limits, findings, end, select)


def conclude(folder: ExerciseFolder, limits: Limits, findings: Findings, end: JobEnd, select: Select) -> Verdict:
    """Return the verdict of a job that has ended under ``limits``; `GradingProblem` when the fault is ours."""
    if end.canceled:
        return Verdict(status=State.CANCELED, message=messages.CANCELED, output="".join(findings.output))
    status = _status(findings, end)
    test_reports = tuple(_report(test, findings, status) for test in findings.tests or [])
    score, max_score = _score(folder, test_reports, select, status)
    finished = findings.finished
    return Verdict(
        status=status,
        score=score,
        max_score=max_score,
        message=_message(limits, findings, end, test_reports),
        detail=finished.detail if finished else "",
        line=finished.line if finished else None,
        cell=finished.cell if finished else None,
        reports=test_reports,
        seconds=_seconds(findings, end),
        output="".join(findings.output),
        executed_notebook=findings.executed_notebook,
        too_slow=_was_too_slow(findings, end),
        answers_digest=finished.answers_digest if finished else "",
    )


def _was_too_slow(findings: Findings, end: JobEnd) -> bool:
    by_jail = any(
        jail is not None and jail.ending in {Ending.DEADLINE, Ending.CPU} for jail in (end.submission, end.tests)
    )
    loading = findings.finished is not None and findings.finished.too_slow
    return by_jail or loading or any(test.too_slow for test in findings.ended.values())


def _status(findings: Findings, end: JobEnd) -> State:
    finished = findings.finished
    if finished is None:
        if end.tests is None or end.tests.ending not in USED_UP:
            raise BrokenTests(f"the tests ended without a last word: {end.tests}\n{end.tests_output}")
        return State.GRADED if findings.ended else State.FAILED
    if finished.status == "error":
        printed = "" if finished.detail.strip() in end.tests_output else finished.detail
        raise BrokenTests(f"the tests cannot be run:\n{printed}\n{end.tests_output}".strip())
    if finished.status == "failed":
        return State.FAILED
    if findings.tests is None or len(findings.ended) != len(findings.tests):
        raise BrokenTests("the tests were finished before all of them had ended")
    return State.GRADED


def _report(test: CollectedTest, findings: Findings, status: State) -> TestReport:
    ended = findings.ended.get(test.id)
    if ended is None or (status == State.FAILED and ended.outcome != "not_run"):
        message = messages.NOT_REACHED if findings.finished is None else None
        return TestReport(
            id=test.id,
            title=test.title,
            hidden=test.hidden,
            points=NOTHING,
            max_points=test.points,
            outcome=Outcome.NOT_RUN,
            message=message,
        )
    figures, left_out = read_figures(ended.attachments, hidden=test.hidden)
    return TestReport(
        id=test.id,
        title=test.title,
        hidden=test.hidden,
        points=ended.points,
        max_points=test.points,
        outcome=ended.outcome,
        message=ended.message,
        seconds=ended.seconds,
        cause=ended.cause,
        measures=tuple(Measured(**measure.model_dump()) for measure in ended.measures),
        expected="" if test.hidden else ended.expected,
        actual="" if test.hidden else ended.actual,
        figures=figures,
        notes=(*ended.notes, *left_out),
    )


def _score(
    folder: ExerciseFolder, test_reports: tuple[TestReport, ...], select: Select, status: State
) -> tuple[Decimal, Decimal]:
    """Return score and possible score: of the exercise's points, or in a run of the public tests' points.

    Rounding never makes full marks of less.
    """
    earned = sum((report.points for report in test_reports), NOTHING)
    total = sum((report.max_points for report in test_reports), NOTHING)
    if select == "all" and status == State.GRADED and not total:
        raise BrokenTests("the tests give no points")
    possible = total if select == "public" else folder.points
    score = rounded(possible * earned / total) if total else NOTHING
    missed = CENT if earned < total else NOTHING
    return max(min(score, rounded(possible) - missed), NOTHING), rounded(possible)


def _message(limits: Limits, findings: Findings, end: JobEnd, test_reports: tuple[TestReport, ...]) -> Text | None:
    """Return what the student is told about the whole: first how a jail was ended, then what the tests said."""
    finished = findings.finished
    if finished and finished.status == "graded" and not test_reports:
        return messages.NO_PUBLIC_TESTS
    said = finished.message if finished else None
    if test_reports and all(report.outcome == Outcome.PASSED for report in test_reports):
        return said
    ended = ending_message(end.submission, limits, findings.hidden_began)
    if ended is None and not finished:
        ended = ending_message(end.tests, limits)
    raised = limit_message(finished.detail, limits) if finished and finished.status == "failed" else None
    return raised or ended or said


def ending_message(end: JailEnd | None, limits: Limits, hidden_began: bool = False) -> Text | None:
    """Return what the student is told about the end of a jail, or ``None`` when it ended as it should.

    An exit code or signal chosen after hidden inputs were given would tell of them, so it is left out then.
    """
    if end is None:
        return None
    if end.ending == Ending.EXITED and hidden_began:
        return messages.ENDED_ITSELF
    if end.ending == Ending.EXITED:
        return messages.crashed(end.signal) if end.signal else messages.exited(end.exit_code or 0)
    told = {
        Ending.DEADLINE: messages.deadline(limits.seconds),
        Ending.CPU: messages.cpu(limits.all_cpu_seconds),
        Ending.MEMORY: messages.memory(limits.memory_mb),
        Ending.GPU_MEMORY: messages.gpu_memory(limits.gpu_memory_mb or 0),
        Ending.PROCESSES: messages.processes(limits.processes),
        Ending.FILES: messages.files(limits.files_mb),
        Ending.MESSAGES: messages.sent_messages(limits.message_mb),
        Ending.BROKEN: messages.BROKEN_ANSWER,
    }
    return told.get(end.ending)


def limit_message(detail: str, limits: Limits) -> Text | None:
    """Return what the student is told about a traceback that ends in the error of a limit of the kernel's.

    The same limit may be met by such an error or by being stopped; either way the student reads the same.
    """
    last = detail.rstrip().rpartition("\n")[2]
    error, _, text = last.partition(":")
    if error.endswith("MemoryError"):
        return messages.memory(limits.memory_mb)
    if "[Errno 28]" in text or "[Errno 27]" in text:
        return messages.files(limits.files_mb)
    if "can't start new thread" in text or (error == "BlockingIOError" and "[Errno 11]" in text):
        return messages.processes(limits.processes)
    return None


def _seconds(findings: Findings, end: JobEnd) -> dict[str, float]:
    measured = findings.finished.seconds if findings.finished else {}
    jails = {"submission": end.submission.seconds, "tests": end.tests.seconds if end.tests else 0.0}
    parts = {name: measured.get(name, seconds) for name, seconds in jails.items()}
    return {name: round(seconds, 4) for name, seconds in {"total": end.seconds, **parts}.items()}
