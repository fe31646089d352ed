"""What a jail prints: the submission's text goes to the client, cut to a limit; of the tests' only the tail is kept."""

from __future__ import annotations

import codecs
import os

_CHUNK = 1 << 16
_TAIL_CHARACTERS = 8_000


class _Pipe:
    """The reading end of a jail's output, never blocking."""

    def __init__(self, descriptor: int) -> None:
        os.set_blocking(descriptor, False)
        self._descriptor = descriptor
        self.text = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.closed = False

    def fileno(self) -> int:
        """The descriptor, for ``select``."""
        return self._descriptor

    def _read_bytes(self) -> bytes:
        try:
            data = os.read(self._descriptor, _CHUNK)
        except BlockingIOError:
            return b""
        self.closed = not data
        return data

    def _read_text(self) -> str:
        return self._decoder.decode(self._read_bytes(), final=self.closed)

    def close(self) -> None:
        """Close the descriptor."""
        self.closed = True
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


class PrintedText(_Pipe):
    """Passes text on until ``limit`` characters have come, then drops the rest so that the writer never blocks."""

    def __init__(self, descriptor: int, limit: int) -> None:
        super().__init__(descriptor)
        self._left = limit

    def read(self) -> list[tuple[str, bool]]:
        """Return what is to be passed on now: pieces of text, each with whether the output was cut there."""
        if self._left < 0:
            # Decoding costs far more than reading does, and a flood of it would slow the server's other jobs.
            self._read_bytes()
            return []
        text = self._read_text()
        if not text:
            return []
        kept = text[: self._left]
        was_cut = len(text) > self._left
        self._left = -1 if was_cut else self._left - len(kept)
        return [(kept, was_cut)]


class OutputTail(_Pipe):
    """Keeps the last few thousand characters."""

    def read(self) -> list[tuple[str, bool]]:
        """Take in what has come; nothing is passed on."""
        self.text = (self.text + self._read_text())[-_TAIL_CHARACTERS:]
        return []
