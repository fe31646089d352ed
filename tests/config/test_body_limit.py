"""Bodies over the limit never reach the application."""

from __future__ import annotations

from typing import Any

import pytest

from config.body_limit import BodyLimit
from tests import asynchronous

Messages = list[dict[str, Any]]


class Reader:
    """An application that reads the whole body, as Django does, and answers with its size."""

    def __init__(self) -> None:
        self.size = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            self.size += len(message.get("body", b""))
            more = message.get("more_body", False)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"%d" % self.size})


def answer(reader: Reader, pieces: list[bytes], announced: int | None = None) -> Messages:
    """Send a body in ``pieces`` through a limit of 10 bytes and return what is sent back."""
    sent: Messages = []
    incoming: Messages = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    incoming[-1]["more_body"] = False
    headers = [] if announced is None else [(b"content-length", b"%d" % announced)]

    async def receive() -> Any:
        return incoming.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    scope: Any = {"type": "http", "headers": headers}
    asynchronous.run(BodyLimit(reader, max_bytes=10)(scope, receive, send))
    return sent


@pytest.mark.parametrize("announced", [None, 10])
def test_a_body_within_the_limit_passes(announced: int | None) -> None:
    start, body = answer(Reader(), [b"12345", b"67890"], announced)

    assert (start["status"], body["body"]) == (200, b"10")


def test_a_larger_body_is_refused_before_it_is_read() -> None:
    reader = Reader()

    start, _ = answer(reader, [b"x" * 11], announced=11)

    assert (start["status"], reader.size) == (413, 0)


def test_a_body_of_unannounced_size_is_cut_off() -> None:
    reader = Reader()

    start, _ = answer(reader, [b"x" * 4] * 5)

    assert (start["status"], reader.size) == (413, 8)
