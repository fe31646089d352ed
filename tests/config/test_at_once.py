"""Only so many requests are worked on at once, and none is held up by who sends or reads slowly."""

from __future__ import annotations

import asyncio
from typing import Any

from config import health
from config.at_once import PROBES, AtOnce
from tests import asynchronous


class Busy:
    """An application that reads the body and answers when it is let; it remembers how many it had at once."""

    def __init__(self) -> None:
        self.at_work = self.most = 0
        self.go_on = asyncio.Event()

    async def __call__(self, _scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        self.at_work += 1
        self.most = max(self.most, self.at_work)
        try:
            await self.go_on.wait()
        finally:
            self.at_work -= 1
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b""})


async def request(application: AtOnce, *, whole: bool = True, path: str = "/") -> list[Any]:
    """Send one request whose body comes whole, or never does."""
    sent: list[Any] = []
    come = asyncio.Event()

    async def receive() -> Any:
        if not whole:
            await come.wait()
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await application({"type": "http", "path": path, "headers": []}, receive, send)
    return sent


async def some_turns() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_further_requests_wait_for_their_turn_and_all_are_answered() -> None:
    async def crowd() -> tuple[int, int]:
        busy = Busy()
        application = AtOnce(busy, most=2)
        requests = [asyncio.create_task(request(application)) for _ in range(5)]
        await some_turns()
        busy.go_on.set()
        answers = await asyncio.gather(*requests)
        return busy.most, sum(answer[0]["status"] == 200 for answer in answers)

    assert asynchronous.run(crowd()) == (2, 5)


def test_who_sends_slowly_holds_no_turn() -> None:
    async def crowd() -> int:
        busy = Busy()
        application = AtOnce(busy, most=1)
        slow = asyncio.create_task(request(application, whole=False))
        await some_turns()
        busy.go_on.set()
        answered = len(await request(application))
        slow.cancel()
        return answered

    assert asynchronous.run(crowd()) == 2


def test_a_stream_leaves_its_turn_when_it_begins_and_one_that_breaks_off_does_too() -> None:
    async def stream(_scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 200})
        await asyncio.Event().wait()

    async def failing(_scope: Any, receive: Any, _send: Any) -> None:
        await receive()
        raise ConnectionError

    async def crowd(application: AtOnce) -> int:
        readers = [asyncio.create_task(request(application)) for _ in range(4)]
        await some_turns()
        free = application._door()._value
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
        return free

    assert asynchronous.run(crowd(AtOnce(stream, most=2))) == 2
    assert asynchronous.run(crowd(AtOnce(failing, most=2))) == 2


def test_a_site_whose_turns_are_all_taken_still_says_that_it_lives() -> None:
    async def crowd() -> int:
        busy = Busy()
        application = AtOnce(busy, most=1)
        slow = asyncio.create_task(request(application))
        await some_turns()
        probe = asyncio.create_task(request(application, path="/healthz"))
        await some_turns()
        at_work = busy.at_work
        busy.go_on.set()
        await asyncio.gather(slow, probe)
        return at_work

    assert asynchronous.run(crowd()) == 2


def test_the_probes_are_those_that_need_no_turn() -> None:
    assert set(PROBES) == set(health.PROBES)
