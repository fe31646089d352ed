"""Messages that no honest process sends, for hypothesis to vary."""

from __future__ import annotations

import struct
from typing import Any

import msgpack
import numpy as np
from hypothesis import strategies as st

from sandbox.wire import ARRAY_EXTENSION, FrameKind, encode

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=True, allow_infinity=True)
    | st.text(max_size=20)
    | st.binary(max_size=40)
    | st.sampled_from([np.zeros(2), np.zeros((0, 3)), np.array(["a"]), np.array(np.nan)])
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.dictionaries(st.text(max_size=8) | st.sampled_from(["$", "items", "id", "body", "ok", "error"]), inner)
    ),
    max_leaves=25,
)
SHAPES = st.lists(
    st.integers(-3, 5) | st.sampled_from([2**31, 2**63, 2**64, -(2**63), 10**30]) | st.booleans() | st.just(1.5),
    max_size=40,
)
DESCRIPTIONS = st.sampled_from(
    ["<f8", ">f8", "=i4", "|b1", "<U5", "|S0", "<U0", "|O", "<M8[s]", "|V8", "<f2", "<c16", "<U999999999", "no", ""]
) | st.sampled_from([[("a", "<f8"), ("b", "|O")], [("a", "<f8", (2**40,))], 5, None, ("<f8", (2, 2))])


@st.composite
def npy(draw: st.DrawFn) -> bytes:
    """Draw an npy file whose header, version, length and data need not fit together."""
    header = repr({"descr": draw(DESCRIPTIONS), "fortran_order": draw(st.booleans()), "shape": tuple(draw(SHAPES))})
    lie = draw(st.sampled_from(["", "__import__('os').abort()", "{" * 50, "\x00", "(" * 500, "9" * 5000]))
    text = (lie or header).encode() + b"\n"
    length = draw(st.sampled_from([len(text), 0, 1, 65535, len(text) + 1]))
    version = draw(st.sampled_from([(1, 0), (1, 0), (1, 0), (2, 0), (3, 0), (9, 9)]))
    size = struct.pack("<H" if version[0] == 1 else "<I", length)
    return b"\x93NUMPY" + bytes(version) + size + text + draw(st.binary(max_size=64))


@st.composite
def payloads(draw: st.DrawFn) -> bytes:
    """Draw bytes that are nearly a message: cut off, doubled, with foreign types, deep, or declared too long."""
    whole = encode(draw(VALUES))
    extension = msgpack.packb(msgpack.ExtType(draw(st.integers(0, 127)), draw(npy())))
    array = msgpack.packb({"a": msgpack.ExtType(ARRAY_EXTENSION, draw(npy()))})
    odd = [
        whole[: draw(st.integers(0, max(len(whole) - 1, 0)))],
        whole + whole,
        extension,
        array,
        msgpack.packb(msgpack.Timestamp(draw(st.integers(0, 2**34)))),
        msgpack.packb({1: 2}),
        b"\x82\xa1a\x01\xa1a\x02",
        b"\x91" * draw(st.integers(1, 3000)) + b"\xc0",
        b"\xdd\x00\x0f\x42\x40" * draw(st.integers(1, 1000)),
        struct.pack(">BI", draw(st.sampled_from([0xDD, 0xDF, 0xDB, 0xC6, 0xC9])), 2**32 - 1),
        b"\xa4\xff\xfe\xfd\xfc",
        draw(st.binary(max_size=60)),
    ]
    return bytes(draw(st.sampled_from(odd)))


@st.composite
def streams(draw: st.DrawFn) -> bytes:
    """Draw a stream of frames, some of them with false lengths and unknown kinds."""
    frames = []
    for _ in range(draw(st.integers(1, 4))):
        payload = draw(payloads())
        length = draw(st.sampled_from([len(payload), len(payload), len(payload) + 3, 0, 2**32 - 1, 2**26 + 1]))
        kind = draw(st.sampled_from([*FrameKind, 0, 99, 255]))
        frames.append(struct.pack(">IB", length, kind) + payload)
    return b"".join(frames)
