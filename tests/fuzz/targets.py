"""What is fuzzed. Each target takes any bytes and raises only what its reader does not document: a finding."""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")


@functools.cache
def _set_django_up() -> None:
    import django

    django.setup()


def wire_frames(data: bytes) -> None:
    """Cut a stream into frames and decode each: what the server and both jails do with what arrives."""
    from sandbox.errors import WireError
    from sandbox.wire import FrameBuffer

    with contextlib.suppress(WireError):
        for frame in FrameBuffer(1 << 20).feed(data):
            with contextlib.suppress(WireError):
                frame.body()


def messages(data: bytes) -> None:
    """Decode a message, encode it again, and read it as a value of a student's: what the tests jail does."""
    from grader.testkit.values import BadValueError
    from grader.testkit.values import decode as read_value
    from sandbox.errors import MalformedMessage
    from sandbox.wire import decode, encode

    with contextlib.suppress(MalformedMessage, BadValueError):
        value = decode(data)
        encode(value)
        read_value(value)


def arrays(data: bytes) -> None:
    """Decode an npy file."""
    from sandbox.errors import MalformedMessage
    from sandbox.wire import decode_array

    with contextlib.suppress(MalformedMessage):
        array = decode_array(data)
        if array.nbytes > len(data):
            raise MemoryError("an array larger than its bytes")


def reports(data: bytes) -> None:
    """Take events as the worker does: the first byte chooses source and kind, the rest is the data."""
    _set_django_up()
    from grader.errors import BrokenTests
    from grader.judging.findings import Findings
    from sandbox import Event
    from sandbox.errors import MalformedMessage
    from sandbox.wire import decode

    kinds = ("stdout", "epoch", "notebook", "collected", "hidden", "test", "finished")
    sources: tuple[Any, ...] = ("submission", "tests", "server")
    if not data:
        return
    with contextlib.suppress(MalformedMessage, BrokenTests):
        body = decode(data[1:])
        if isinstance(body, dict):
            findings = Findings(64)
            findings.take(Event(source=sources[data[0] % 3], kind=kinds[data[0] // 3 % 7], data=body))


def jobs(data: bytes) -> None:
    """Read a job as the server does."""
    from sandbox import JobRefused
    from sandbox.server import _read_job
    from sandbox.wire import Frame, FrameKind

    with contextlib.suppress(JobRefused):
        _read_job(Frame(FrameKind.JOB, data))


def architectures(data: bytes) -> None:
    """Judge a model's configuration as the tests jail does before it builds anything."""
    from grader.testkit.architecture import read_config
    from grader.testkit.failures import Failure

    with contextlib.suppress(Failure):
        read_config(data.decode("utf-8", "replace"), "model")


def notebooks(data: bytes) -> None:
    """Check a notebook as it is handed in, and make the page of one that says it was executed."""
    _set_django_up()
    from grader.errors import RejectedWork
    from grader.judging.checking import decode_upload
    from grader.judging.notebooks import cell_sources, parsed_notebook
    from grader.judging.reports import executed_notebook
    from grader.workbench.notebook_page import notebook_cells

    with contextlib.suppress(RejectedWork):
        text = decode_upload(data)
        if kept := executed_notebook({"content": text}):
            notebook_cells(kept)
        cell_sources(parsed_notebook(text))


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (wire_frames, messages, arrays, reports, jobs, architectures, notebooks)
}
