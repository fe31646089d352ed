"""The wire format: framed msgpack with numpy arrays as npy. No pickle, and every size is bounded.

A frame is a big-endian ``uint32`` payload length, one kind byte and the payload. The payload is msgpack of
``None``, ``bool``, ``int`` (64 bits), ``float``, ``str``, ``bytes``, lists, dicts with ``str`` keys, and arrays.
An array is extension type 1 holding npy version 1.0 of a dtype in ``ARRAY_KINDS``; never of objects.
"""

from __future__ import annotations

import io
import secrets
import select
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import msgpack

from sandbox.errors import AnswerTimeout, ChannelClosed, MalformedMessage, PeerEnded, TooLarge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_FRAME_BYTES = 64 * 1024 * 1024
MAX_EVENT_BYTES = 16 * 1024 * 1024
MAX_ITEMS = 1_000_000
"""How many items all lists and maps of one message may have: an empty list is one byte there and 64 in memory."""
ARRAY_EXTENSION = 1
ARRAY_KINDS = "biufcUS"
_HEADER = struct.Struct(">IB")
_RECEIVE_BYTES = 1 << 18


class FrameKind(IntEnum):
    """What a frame is for, which says who may send it to whom."""

    START = 1
    """Server to jail: the program to run."""
    QUESTION = 2
    """Tests jail to submission jail."""
    ANSWER = 3
    """Submission jail to tests jail."""
    EVENT = 4
    """Either jail, or the server, to the client."""
    PEER_ENDED = 5
    """Server to tests jail: the submission jail is gone."""
    JOB = 6
    """Client to server: a job to run."""
    CANCEL = 7
    """Client to server: stop the job."""
    END = 8
    """Server to client: the job's end."""
    REFUSED = 9
    """Server to client: the job was not run."""
    PING = 10
    """Client to server, and back: what the server offers."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message as it travels: its kind and its undecoded payload."""

    kind: FrameKind
    payload: bytes

    def body(self) -> Any:
        """Decode the payload; ``MalformedMessage`` when it is not ours."""
        return decode(self.payload)


def encode(value: object) -> bytes:
    """Return ``value`` as payload bytes; ``MalformedMessage`` for a type that does not travel."""
    try:
        packed: bytes = msgpack.packb(value, default=_encode_extra, use_bin_type=True)
    except (TypeError, ValueError, OverflowError, RecursionError, UnicodeEncodeError) as error:
        raise MalformedMessage(f"this value does not travel: {error}") from error
    return packed


def decode(payload: bytes) -> Any:
    """Return the value in ``payload``; ``MalformedMessage`` for anything that is not exactly one of ours."""
    count = _ItemCount()
    try:
        return msgpack.unpackb(
            payload,
            raw=False,
            strict_map_key=True,
            timestamp=1,  # A number like any other.
            ext_hook=_decode_extra,
            list_hook=count.take,
            object_hook=count.take,
            max_array_len=min(MAX_ITEMS, len(payload)),
            max_map_len=min(MAX_ITEMS, len(payload)),
        )
    except MalformedMessage:
        raise
    except (msgpack.exceptions.UnpackException, ValueError, TypeError, RecursionError, MemoryError) as error:
        raise MalformedMessage(f"not a message: {type(error).__name__}") from error


class _ItemCount:
    """Counts the items of a message's lists and maps while it is decoded, and ends that when they are too many."""

    def __init__(self) -> None:
        self._left = MAX_ITEMS

    def take(self, items: Any) -> Any:
        """Return ``items``, a list or dict that is whole now."""
        self._left -= len(items)
        if self._left < 0:
            raise MalformedMessage("too many items")
        return items


def pack_frame(kind: FrameKind, payload: bytes) -> bytes:
    """Return the bytes of one frame; ``TooLarge`` over ``MAX_FRAME_BYTES``."""
    if len(payload) > MAX_FRAME_BYTES:
        raise TooLarge(f"{len(payload)} bytes in one message; at most {MAX_FRAME_BYTES} are allowed")
    return _HEADER.pack(len(payload), kind) + payload


def _encode_extra(value: Any) -> Any:
    import numpy as np

    if isinstance(value, np.ndarray):
        return msgpack.ExtType(ARRAY_EXTENSION, encode_array(value))
    if isinstance(value, (np.bool_, np.integer, np.floating)):
        return value.item()
    if isinstance(value, np.generic):
        return msgpack.ExtType(ARRAY_EXTENSION, encode_array(np.asarray(value)))
    raise TypeError(f"type {type(value).__name__}")


def _decode_extra(code: int, data: bytes) -> Any:
    if code != ARRAY_EXTENSION:
        raise MalformedMessage(f"unknown extension type {code}")
    return decode_array(data)


def encode_array(array: NDArray[Any]) -> bytes:
    """Return ``array`` as npy version 1.0; ``TypeError`` for a dtype outside ``ARRAY_KINDS``."""
    import numpy as np

    plain = np.asarray(array)
    if plain.dtype.kind not in ARRAY_KINDS:
        raise TypeError(f"an array of dtype {plain.dtype}")
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, plain, version=(1, 0), allow_pickle=False)
    return buffer.getvalue()


def decode_array(data: bytes) -> NDArray[Any]:
    """Return the array in npy ``data``, writable and in native byte order.

    The header is believed only where the byte count bears it out, so a forged shape allocates nothing.
    Raises ``MalformedMessage``.
    """
    import numpy as np

    stream = io.BytesIO(data)
    try:
        if np.lib.format.read_magic(stream) != (1, 0):
            raise MalformedMessage("an array of another npy version")
        shape, fortran, dtype = np.lib.format.read_array_header_1_0(stream)
    except MalformedMessage:
        raise
    except Exception as error:
        raise MalformedMessage(f"not an npy header: {type(error).__name__}") from error
    return _array_from_bytes(data[stream.tell() :], shape, fortran=fortran, dtype=dtype)


def _array_from_bytes(raw: bytes, shape: tuple[int, ...], *, fortran: bool, dtype: np.dtype[Any]) -> NDArray[Any]:
    import numpy as np

    if dtype.kind not in ARRAY_KINDS or dtype.hasobject or dtype.subdtype is not None:
        raise MalformedMessage(f"an array of dtype {dtype}")
    if len(shape) > 32 or any(type(n) is not int or n < 0 for n in shape):
        raise MalformedMessage("an array with an impossible shape")
    count = 1
    for length in shape:
        count *= length
    if count * dtype.itemsize != len(raw):
        raise MalformedMessage("an array whose shape and size disagree")
    if dtype.itemsize == 0:
        raise MalformedMessage("an array of empty strings")
    flat = np.frombuffer(raw, dtype=dtype)
    array = flat.reshape(shape, order="F" if fortran else "C")
    return np.array(array, dtype=dtype.newbyteorder("="), order="C")


class FrameBuffer:
    """Cuts a stream of bytes into frames, refusing a frame that is too large before reading it."""

    def __init__(self, max_bytes: int = MAX_FRAME_BYTES) -> None:
        self._data = bytearray()
        self._max_bytes = max_bytes

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Add ``data`` and yield each frame that is whole; ``TooLarge`` or ``MalformedMessage`` ends the stream."""
        self._data += data
        while len(self._data) >= _HEADER.size:
            length, kind = _HEADER.unpack_from(self._data)
            if length > self._max_bytes:
                raise TooLarge(f"a message of {length} bytes; at most {self._max_bytes} are allowed")
            end = _HEADER.size + length
            if len(self._data) < end:
                return
            payload = bytes(memoryview(self._data)[_HEADER.size : end])
            del self._data[:end]
            yield Frame(_kind(kind), payload)


def _kind(number: int) -> FrameKind:
    try:
        return FrameKind(number)
    except ValueError:
        raise MalformedMessage(f"unknown message kind {number}") from None


class FrameSocket:
    """A blocking stream socket that sends and receives whole frames, one thread each way or more."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._buffer = FrameBuffer()
        self._ready: list[Frame] = []
        self._sending = threading.Lock()

    def send(self, kind: FrameKind, value: object) -> None:
        """Send one frame, waiting until the kernel has taken it all; ``ChannelClosed`` when the peer is gone."""
        self.send_payload(kind, encode(value))

    def send_payload(self, kind: FrameKind, payload: bytes) -> None:
        """Send one frame whose payload is encoded already. Frames of several threads do not mix."""
        try:
            with self._sending:
                self._socket.sendall(pack_frame(kind, payload))
        except OSError as error:
            raise ChannelClosed(str(error)) from error

    def receive(self, timeout: float | None = None) -> Frame | None:
        """Return the next frame, or ``None`` at the end of the stream. ``AnswerTimeout`` after ``timeout`` seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while not self._ready:
            data = self._read(deadline)
            if not data:
                return None
            self._ready.extend(self._buffer.feed(data))
        return self._ready.pop(0)

    def _read(self, deadline: float | None) -> bytes:
        if deadline is not None:
            waiting = select.poll()
            waiting.register(self._socket, select.POLLIN)
            if not waiting.poll(max(deadline - time.monotonic(), 0.0) * 1000):
                raise AnswerTimeout("no answer in time")
        try:
            return self._socket.recv(_RECEIVE_BYTES)
        except OSError:
            return b""

    def fileno(self) -> int:
        """The descriptor, for ``select``."""
        return self._socket.fileno()

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()


class Channel:
    """One jail's end of the connection to the other jail and to the client."""

    def __init__(self, connection: socket.socket) -> None:
        self._frames = FrameSocket(connection)
        self._peer_ending: str | None = None
        self._question: int | None = None

    @classmethod
    def pair(cls) -> tuple[Channel, Channel]:
        """Return two ends joined directly, for tests; events reach the other end and are skipped there."""
        ours, theirs = socket.socketpair()
        return cls(ours), cls(theirs)

    def ask(self, body: dict[str, Any], timeout: float | None = None) -> dict[str, Any]:
        """Ask the submission jail and return its answer, which is data to be judged, not to be trusted.

        Raises ``AnswerTimeout`` after ``timeout`` seconds, ``PeerEnded`` when that jail is gone and
        ``MalformedMessage`` for an answer that is none. Answers to earlier questions are dropped.
        """
        if self._peer_ending is not None:
            raise PeerEnded(self._peer_ending)
        number = secrets.randbits(62)
        self._frames.send(FrameKind.QUESTION, {"id": number, "body": body})
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            left = None if deadline is None else max(deadline - time.monotonic(), 0.0)
            frame = self._frames.receive(left)
            answer = self._answer_in(frame, number)
            if answer is not None:
                return answer

    def _answer_in(self, frame: Frame | None, number: int) -> dict[str, Any] | None:
        if frame is None or frame.kind is FrameKind.PEER_ENDED:
            self._peer_ending = "exited" if frame is None else str(frame.body()["ending"])
            raise PeerEnded(self._peer_ending)
        if frame.kind is not FrameKind.ANSWER:
            return None
        message = frame.body()
        if not isinstance(message, dict) or type(message.get("id")) is not int:
            raise MalformedMessage("an answer to no question")
        if message["id"] != number:
            return None
        if not isinstance(message.get("body"), dict):
            raise MalformedMessage("an answer without a body")
        body: dict[str, Any] = message["body"]
        return body

    def next_question(self) -> dict[str, Any] | None:
        """Wait for the next question and return it; ``None`` when there will be no more."""
        while (frame := self._frames.receive()) is not None:
            if frame.kind is FrameKind.QUESTION:
                message = frame.body()
                self._question = message["id"]
                body: dict[str, Any] = message["body"]
                return body
        return None

    def answer(self, body: dict[str, Any]) -> None:
        """Answer the last question."""
        self._frames.send(FrameKind.ANSWER, {"id": self._question, "body": body})

    def event(self, kind: str, data: dict[str, Any]) -> None:
        """Tell the client something; ``TooLarge`` over ``MAX_EVENT_BYTES``."""
        payload = encode({"kind": kind, "data": data})
        if len(payload) > MAX_EVENT_BYTES:
            raise TooLarge("an event that is too large")
        self._frames.send_payload(FrameKind.EVENT, payload)

    def start(self) -> dict[str, Any]:
        """Wait for the program that the server sends first."""
        frame = self._frames.receive()
        if frame is None or frame.kind is not FrameKind.START:
            raise ChannelClosed("no program came")
        program: dict[str, Any] = frame.body()
        return program

    def fileno(self) -> int:
        """The descriptor, for ``select``."""
        return self._frames.fileno()

    def close(self) -> None:
        """Close this end."""
        self._frames.close()
