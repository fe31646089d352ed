"""The wire format: what travels, what is refused, and what a forged message costs."""

import struct
import threading
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from sandbox import wire
from sandbox.errors import AnswerTimeout, MalformedMessage, PeerEnded, TooLarge
from sandbox.wire import Channel, FrameBuffer, FrameKind, decode, decode_array, encode, encode_array, pack_frame

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda children: st.lists(children, max_size=5) | st.dictionaries(st.text(), children, max_size=5),
    max_leaves=20,
)
ARRAYS = npst.arrays(
    dtype=npst.floating_dtypes() | npst.integer_dtypes() | npst.boolean_dtypes() | npst.complex_number_dtypes(),
    shape=npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
)


@given(VALUES)
def test_plain_values_come_back_equal(value):
    assert decode(encode(value)) == value


@given(ARRAYS)
def test_arrays_come_back_equal_in_native_byte_order(array):
    back = decode(encode({"array": array}))["array"]

    assert back.shape == array.shape
    assert back.dtype == array.dtype.newbyteorder("=")
    assert back.flags.writeable
    np.testing.assert_array_equal(back, array)


def test_fortran_order_and_numpy_scalars_travel():
    array = np.asfortranarray(np.arange(6).reshape(2, 3))

    back = decode(encode([array, np.float32(0.5), np.bool_(True), np.str_("a")]))

    np.testing.assert_array_equal(back[0], array)
    assert back[1:3] == [0.5, True]


@pytest.mark.parametrize(
    "value", [object(), {1: 2, "f": print}, np.array([object()]), 2**70, np.array(["2020"], "M8[D]")]
)
def test_what_does_not_travel_is_refused(value):
    with pytest.raises(MalformedMessage):
        encode(value)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_malformed(data):
    try:
        decode(data)
    except MalformedMessage:
        return


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xc1",
        b"\xdd\xff\xff\xff\xff",
        b"\xdf\xff\xff\xff\xff",
        b"\x91" * 5000 + b"\x01",
        b"\x81\x01\x02",
        b"\x01\x01",
    ],
    ids=["empty", "reserved", "huge list", "huge map", "nested", "integer key", "two values"],
)
def test_malformed_payloads_are_refused(payload):
    with pytest.raises(MalformedMessage):
        decode(payload)


@pytest.mark.parametrize("item", [b"\xc0", b"\x90", b"\x80"], ids=["nothing", "empty list", "empty map"])
def test_a_small_payload_does_not_unfold_into_gigabytes(item: bytes):
    count = wire.MAX_ITEMS + 1

    with pytest.raises(MalformedMessage):
        decode(b"\x91\xdd" + struct.pack(">I", count) + item * count)


def test_items_are_counted_in_all_lists_and_maps_together():
    rows, columns = 2_000, wire.MAX_ITEMS // 2_000

    with pytest.raises(MalformedMessage):
        decode(encode([[None] * columns] * rows))


def _npy(header: str, data: bytes = b"") -> bytes:
    text = header.encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x93NUMPY\x02\x00",
        _npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", b"\x80\x04N."),
        _npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }", b"\0" * 8),
        _npy("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", b"\0" * 8),
        _npy("{'descr': '<f8', 'fortran_order': False, 'shape': (0, -5), }"),
        _npy("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }", b"\0" * 8),
        _npy("{'descr': '<U0', 'fortran_order': False, 'shape': (99999999999,), }"),
        _npy("__import__('os').system('true')"),
    ],
    ids=["empty", "version", "objects", "huge", "negative", "zero", "structured", "empty strings", "code"],
)
def test_forged_arrays_are_refused(data):
    with pytest.raises(MalformedMessage):
        decode_array(data)


def test_object_arrays_are_never_encoded():
    with pytest.raises(TypeError, match="dtype object"):
        encode_array(np.array([{}], dtype=object))


def test_frames_are_cut_from_any_pieces():
    stream = pack_frame(FrameKind.EVENT, b"abc") + pack_frame(FrameKind.ANSWER, b"")
    buffer = FrameBuffer()

    frames = [frame for byte in stream for frame in buffer.feed(bytes([byte]))]

    assert [(frame.kind, frame.payload) for frame in frames] == [(FrameKind.EVENT, b"abc"), (FrameKind.ANSWER, b"")]


def test_a_frame_over_the_limit_is_refused_before_it_is_read():
    with pytest.raises(TooLarge):
        list(FrameBuffer(max_bytes=10).feed(struct.pack(">IB", 11, FrameKind.EVENT)))


def test_an_unknown_kind_is_malformed():
    with pytest.raises(MalformedMessage, match="kind 99"):
        list(FrameBuffer().feed(struct.pack(">IB", 0, 99)))


def _answer_next(submission: Channel, body: dict[str, Any]) -> None:
    assert submission.next_question() is not None
    submission.answer(body)


def test_a_question_gets_its_answer():
    tests, submission = Channel.pair()
    thread = threading.Thread(target=_answer_next, args=(submission, {"got": 1}))
    thread.start()

    answer = tests.ask({"op": "load"}, timeout=5)

    thread.join()
    assert answer == {"got": 1}


def test_an_answer_that_was_not_asked_for_is_dropped():
    tests, submission = Channel.pair()
    submission._frames.send(FrameKind.ANSWER, {"id": 1, "body": {"forged": True}})

    with pytest.raises(AnswerTimeout):
        tests.ask({"op": "get"}, timeout=0.05)


def test_a_late_answer_does_not_answer_the_next_question():
    tests, submission = Channel.pair()
    with pytest.raises(AnswerTimeout):
        tests.ask({"op": "first"}, timeout=0.01)
    submission.next_question()
    submission.answer({"late": True})
    thread = threading.Thread(target=_answer_next, args=(submission, {"right": True}))
    thread.start()

    answer = tests.ask({"op": "second"}, timeout=5)

    thread.join()
    assert answer == {"right": True}


def test_a_gone_peer_is_named_and_stays_gone():
    tests, submission = Channel.pair()
    submission._frames.send(FrameKind.PEER_ENDED, {"ending": "deadline"})

    with pytest.raises(PeerEnded, match="deadline"):
        tests.ask({"op": "get"})
    with pytest.raises(PeerEnded, match="deadline"):
        tests.ask({"op": "get"})


def test_an_answer_without_a_body_is_malformed():
    tests, submission = Channel.pair()

    thread = threading.Thread(target=_answer_next, args=(submission, [1]))
    thread.start()
    with pytest.raises(MalformedMessage):
        tests.ask({"op": "get"}, timeout=5)
    thread.join()


def test_events_of_several_threads_do_not_mix():
    sender, receiver = Channel.pair()
    data = {"text": "x" * 300_000}
    threads = [threading.Thread(target=sender.event, args=("stdout", data)) for _ in range(8)]
    for thread in threads:
        thread.start()

    frames = [receiver._frames.receive(5) for _ in threads]

    for thread in threads:
        thread.join()
    assert [frame.body()["data"] for frame in frames if frame is not None] == [data] * 8


def test_no_more_questions_is_none():
    tests, submission = Channel.pair()
    tests.close()

    assert submission.next_question() is None


def test_an_event_over_its_limit_is_refused(monkeypatch):
    monkeypatch.setattr(wire, "MAX_EVENT_BYTES", 100)
    channel, _ = Channel.pair()

    with pytest.raises(TooLarge):
        channel.event("stdout", {"text": "x" * 200})
