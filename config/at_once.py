"""Lets only so many requests be worked on at once; the others wait for their turn, first come, first served.

Django gives each request a thread. With a hundred of them at work none would be done sooner, for one runs at a time;
but the thread that tells live pages of news, and the loop that all connections share, would get a hundredth of it each,
and on PostgreSQL each would hold a connection.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from config.body_limit import Application, Message, Receive, Scope, Send

REQUESTS_AT_ONCE = 16
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})
"""Answered at once: `config.observing` asks for them in threads of their own, and a busy site is not a dead one."""


class AtOnce:
    """Wraps ``application``. A request has its turn from its body's end to the beginning of its answer.

    So neither somebody who sends slowly nor a live stream keeps others waiting.
    """

    def __init__(self, application: Application, most: int = REQUESTS_AT_ONCE) -> None:
        self._application = application
        self._most = most
        self._doors: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope.get("path") in PROBES:
            await self._application(scope, receive, send)
            return
        turn = _Turn(self._door())

        async def receive_and_wait() -> Message:
            message = await receive()
            if _ends_body(message):
                await turn.begin()
            return message

        async def send_and_leave(message: Message) -> None:
            turn.end()
            await send(message)

        try:
            await self._application(scope, receive_and_wait, send_and_leave)
        finally:
            turn.end()

    def _door(self) -> asyncio.Semaphore:
        return self._doors.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(self._most))


class _Turn:
    """One request's turn, which begins and ends once."""

    def __init__(self, door: asyncio.Semaphore) -> None:
        self._door = door
        self._state = "before"

    async def begin(self) -> None:
        if self._state == "before":
            self._state = "waits"
            await self._door.acquire()
            self._state = "has it"

    def end(self) -> None:
        if self._state == "has it":
            self._door.release()
        self._state = "over"


def _ends_body(message: Mapping[str, Any]) -> bool:
    return message["type"] == "http.request" and not message.get("more_body", False)
