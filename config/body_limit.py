"""Turns down a request whose body is larger than anything that Backpass takes, before any of it is stored.

Django's ASGI handler writes a whole body to disk before it asks any view, whoever sends it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Scope = dict[str, Any]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY_BYTES = 32 * 1024 * 1024
"""Above the limits of uploads and forms, so that what is a little too large meets their own messages."""


class BodyLimit:
    """Wraps ``application``, which never gets more than ``max_bytes`` of one request's body."""

    def __init__(self, application: Application, max_bytes: int = MAX_BODY_BYTES) -> None:
        self._application = application
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
        elif _announced(scope) > self._max_bytes:
            await _refuse(send)
        else:
            await self._handle(scope, receive, send)

    async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes, for a body whose size is not announced; to Django the client is gone at the limit."""
        left, answered = self._max_bytes, False

        async def counted_receive() -> Message:
            nonlocal left
            message = await receive()
            if message["type"] == "http.request":
                left -= len(message.get("body", b""))
            return message if left >= 0 else {"type": "http.disconnect"}

        async def watched_send(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        await self._application(scope, counted_receive, watched_send)
        if left < 0 and not answered:
            await _refuse(send)


def _announced(scope: Scope) -> int:
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return max((int(length) for length in lengths if length.isdigit()), default=0)


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": b"This is too large.\n", "more_body": False})
