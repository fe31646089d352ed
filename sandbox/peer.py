"""A framed socket that never blocks, for the server's end of each connection of a job."""

from __future__ import annotations

import contextlib
import socket

from sandbox.wire import MAX_FRAME_BYTES, Frame, FrameBuffer, FrameKind, encode, pack_frame

_CHUNK = 1 << 18


class Peer:
    """Queues frames to send and cuts what arrives into frames."""

    def __init__(self, connection: socket.socket, max_bytes: int = MAX_FRAME_BYTES) -> None:
        connection.setblocking(False)
        self._socket = connection
        self._incoming = FrameBuffer(max_bytes)
        self._outgoing = bytearray()
        self.closed = False

    def fileno(self) -> int:
        """The descriptor, for ``select``."""
        return self._socket.fileno()

    @property
    def wants_to_send(self) -> bool:
        """Whether something waits to be sent."""
        return bool(self._outgoing) and not self.closed

    def queue(self, kind: FrameKind, value: object) -> None:
        """Send one frame as soon as the other end takes it."""
        self.queue_frame(Frame(kind, encode(value)))

    def queue_frame(self, frame: Frame) -> None:
        """Send ``frame`` unchanged as soon as the other end takes it."""
        if not self.closed:
            self._outgoing += pack_frame(frame.kind, frame.payload)
            self.flush()

    def flush(self) -> None:
        """Send what the kernel takes now."""
        try:
            while self._outgoing:
                sent = self._socket.send(memoryview(self._outgoing)[:_CHUNK])
                del self._outgoing[:sent]
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self._outgoing.clear()

    def receive(self) -> list[Frame]:
        """Return the frames that are whole now, and set ``closed`` at the end of the stream.

        Raises ``TooLarge`` or ``MalformedMessage``; nothing more can be read after that.
        """
        try:
            data = self._socket.recv(_CHUNK)
        except (BlockingIOError, InterruptedError):
            return []
        except OSError:
            data = b""
        if not data:
            self.closed = True
            return []
        return list(self._incoming.feed(data))

    def end_sending(self) -> None:
        """Tell the other end that nothing more will come."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Close the connection."""
        self.closed = True
        self._socket.close()
