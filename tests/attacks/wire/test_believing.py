"""Whoever believes a message checks it first: the server a job, the worker a report, the tests jail an answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grader.errors import BrokenTests
from grader.judging.findings import Findings
from grader.testkit.architecture import read_config
from grader.testkit.failures import Failure
from grader.testkit.values import BadValueError, decode
from sandbox import Event, Job, JobRefused, Limits
from sandbox.client import _read_event
from sandbox.server import _read_job
from sandbox.wire import Frame, FrameKind, encode
from tests.attacks.wire.messages import VALUES, payloads

bounded = settings(
    max_examples=300, derandomize=True, database=None, deadline=None, suppress_health_check=[*HealthCheck]
)
MAYBE = VALUES | st.sampled_from(["", "numpy", "all", "\x00", "../x", -1, 2**63, 1e400, [], {}])
PROGRAM = st.fixed_dictionaries({}, optional={"entry": MAYBE, "files": MAYBE, "arguments": MAYBE}) | MAYBE
JOB = st.fixed_dictionaries(
    {}, optional={"id": MAYBE, "environment": MAYBE, "submission": PROGRAM, "tests": PROGRAM, "limits": MAYBE}
)
TEST = st.fixed_dictionaries(
    {}, optional={"id": MAYBE, "title": MAYBE, "hidden": MAYBE, "points": MAYBE, "outcome": MAYBE}
)
REPORT = (
    st.fixed_dictionaries({}, optional={"tests": st.lists(TEST, max_size=3) | MAYBE, "status": MAYBE, "line": MAYBE})
    | TEST
    | st.fixed_dictionaries({}, optional={"text": MAYBE, "cut": MAYBE, "epoch": MAYBE, "epochs": MAYBE, "logs": MAYBE})
    | st.fixed_dictionaries({}, optional={"content": MAYBE})
)
KINDS = st.sampled_from(["stdout", "epoch", "notebook", "collected", "hidden", "test", "finished", "other"])


@bounded
@given(JOB)
@example({"id": 1, "environment": "numpy", "submission": {"entry": "a:b", "files": {"../x": b""}, "arguments": {}}})
@example({"id": 1, "environment": "numpy", "submission": np.zeros(2), "limits": {}})
def test_the_server_takes_a_job_or_refuses_it(body: dict[str, Any]) -> None:
    try:
        job = _read_job(Frame(FrameKind.JOB, encode(body)))
    except JobRefused:
        return
    except Exception as error:  # noqa: BLE001
        pytest.fail(f"{type(error).__name__}: {error}")
    assert isinstance(job, Job)
    assert isinstance(job.limits, Limits)


@bounded
@given(payloads())
def test_the_client_reads_an_event_or_drops_it(payload: bytes) -> None:
    event = _read_event(Frame(FrameKind.EVENT, encode({"source": "submission", "payload": payload})))
    assert event is None or isinstance(event, Event)


@bounded
@given(st.sampled_from(["submission", "tests", "server"]), KINDS, REPORT)
def test_the_worker_stores_what_makes_sense_and_nothing_else(source: Any, kind: str, data: dict[str, Any]) -> None:
    findings = Findings(64)
    try:
        steps = findings.take(Event(source=source, kind=kind, data=data))
    except BrokenTests:
        assert source == "tests"
        return
    for _, step in steps:
        encode(step)


@bounded
@given(VALUES)
def test_the_tests_jail_decodes_a_value_or_says_that_it_cannot(wire: Any) -> None:
    try:
        decode(wire)
    except BadValueError:
        return


@bounded
@given(st.text(max_size=200) | VALUES)
@example('{"config": ' * 5000)
@example("[" * 100_000)
@example('{"module": "keras", "class_name": "Sequential", "config": {"layers": NaN}}')
def test_the_tests_jail_reads_an_architecture_or_fails_the_test(text: Any) -> None:
    try:
        read_config(text, "model")
    except Failure:
        return
