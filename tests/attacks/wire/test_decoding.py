"""Whatever bytes come: a value of the documented types or an error of the wire's, at a bounded price."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.errors import MalformedMessage, WireError
from sandbox.wire import Frame, FrameBuffer, decode, encode
from tests.attacks.wire.messages import VALUES, npy, payloads, streams

bounded = settings(
    max_examples=300, derandomize=True, database=None, deadline=None, suppress_health_check=[*HealthCheck]
)
MEMORY_FACTOR = 300
MEMORY_FLOOR = 4_000_000
"""Bytes that decoding may take for each byte of a message, and beside that: an empty list is one byte there."""


def is_documented(value: Any) -> bool:
    """Whether a decoded value is of the types that travel, however deep it is."""
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            todo += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            todo += one
        elif isinstance(one, np.ndarray):
            if one.dtype.kind not in "biufcUS" or not one.flags.writeable:
                return False
        elif one is not None and type(one) not in (bool, int, float, str, bytes):
            return False
    return True


@bounded
@given(payloads())
def test_a_payload_is_a_value_or_malformed(payload: bytes) -> None:
    try:
        value = decode(payload)
    except MalformedMessage:
        return
    assert is_documented(value)


@bounded
@given(payloads() | npy().map(lambda data: b"\xc9" + len(data).to_bytes(4, "big") + b"\x01" + data))
def test_a_message_costs_no_more_than_its_bytes(payload: bytes) -> None:
    tracemalloc.start()
    try:
        decode(payload)
    except MalformedMessage:
        pass
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < MEMORY_FLOOR + MEMORY_FACTOR * len(payload)


@bounded
@given(VALUES)
def test_what_can_be_encoded_comes_back(value: Any) -> None:
    once = encode(value)
    assert encode(decode(once)) == once


@bounded
@given(streams(), st.integers(1, 64))
def test_a_stream_gives_the_same_frames_however_it_is_cut(stream: bytes, piece: int) -> None:
    whole = _read(stream, len(stream))
    cut = _read(stream, piece)
    assert cut == whole


def _read(stream: bytes, piece: int) -> tuple[list[Frame], str]:
    buffer, found = FrameBuffer(), list[Frame]()
    try:
        for start in range(0, len(stream), piece):
            found.extend(buffer.feed(stream[start : start + piece]))
    except WireError as error:
        return found, type(error).__name__
    return found, ""


@bounded
@given(
    st.sampled_from(
        [object(), print, {1, 2}, 2**80, 1j, np.array([None]), np.array(["2020"], "M8[D]"), "\ud800", Ellipsis]
    )
)
def test_what_does_not_travel_is_refused_by_name(value: object) -> None:
    try:
        encode([value])
    except MalformedMessage:
        return
    assert is_documented(decode(encode([value])))
