"""A browser's requests to a site on this computer: as many at once as it is allowed, and no host but the loopback."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

REQUEST_SECONDS = 60.0
MOST_AT_ONCE = 100
"""Requests; live streams have a bound of their own."""
MOST_STREAMS = 600
EXPECTED = (200, 201)
HTML, JSON, STREAM = "text/html", "application/json", "text/event-stream"
TOKEN = "a" * 32
"""What protects a form is that the cookie and the header agree, and not what it is."""


@dataclass(frozen=True)
class Cookies:
    """One person's session, and the names that the site gives to its cookies."""

    session: str
    session_name: str
    token_name: str

    @property
    def header(self) -> str:
        """The value of the request's header."""
        return f"{self.session_name}={self.session}; {self.token_name}={TOKEN}"


@dataclass(frozen=True)
class Answer:
    """What the site answered, and how many seconds that took."""

    status: int
    body: bytes
    seconds: float

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Told:
    """A live event: its number in the grading, and when it arrived (seconds since the epoch)."""

    grading: int
    number: int | None
    kind: str
    at: float


@dataclass
class Site:
    """A site's address, and what was measured of it. ``ValueError`` for an address off this computer."""

    address: str
    times: dict[str, list[float]] = field(default_factory=dict)
    """Seconds of each kind of page."""
    problems: list[str] = field(default_factory=list)
    """Unexpected answers, and connections that broke."""

    def __post_init__(self) -> None:
        found = urlsplit(self.address)
        self.host, self.port = found.hostname or "", found.port or 80
        if self.host != "localhost" and not _is_loopback(self.host):
            raise ValueError(f"the load goes to this computer only, and not to {self.host}")
        self._requests = asyncio.Semaphore(MOST_AT_ONCE)
        self._streams = asyncio.Semaphore(MOST_STREAMS)

    async def get(self, kind: str, path: str, cookies: Cookies) -> Answer:
        """Open a page; the time it took stands under its ``kind``."""
        return await self._ask(kind, self._head("GET", path, cookies, HTML))

    async def post(self, kind: str, path: str, cookies: Cookies, **fields: str) -> Answer:
        """Send a form as the pages' scripts do."""
        body = urlencode(fields).encode()
        return await self._ask(kind, self._head("POST", path, cookies, JSON, len(body)) + body)

    async def events(self, path: str, cookies: Cookies) -> AsyncIterator[Told]:
        """Follow a grading's live events until they end."""
        grading = int(path.split("/")[2])
        async with self._streams, self._connection() as (reader, writer):
            writer.write(self._head("GET", path, cookies, STREAM))
            status = await _status(reader)
            if status != 200:
                self.problems.append(f"stream: status {status}")
                return
            number, kind = None, ""
            while line := await asyncio.wait_for(reader.readline(), REQUEST_SECONDS):
                name, _, value = line.decode().rstrip("\r\n").partition(": ")
                number = int(value) if name == "id" else number
                kind = value if name == "event" else kind
                if name == "data":
                    yield Told(grading, number, kind, time.time())
                    number = None

    async def _ask(self, kind: str, request: bytes) -> Answer:
        async with self._requests:
            began = time.perf_counter()
            try:
                async with asyncio.timeout(REQUEST_SECONDS), self._connection() as (reader, writer):
                    writer.write(request)
                    status, found = await _status(reader), await reader.read()
            except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
                self.problems.append(f"{kind}: {type(error).__name__}")
                return Answer(0, b"", time.perf_counter() - began)
            seconds = time.perf_counter() - began
        self.times.setdefault(kind, []).append(seconds)
        if status not in EXPECTED:
            self.problems.append(f"{kind}: status {status}")
        return Answer(status, found, seconds)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        reader, writer = await asyncio.open_connection(self.host, self.port, limit=2**22)
        try:
            yield reader, writer
        finally:
            writer.close()

    def _head(self, method: str, path: str, cookies: Cookies, accept: str, length: int = 0) -> bytes:
        """Return a request's head in HTTP/1.0, whose answer ends with its connection."""
        lines = [
            f"{method} {path} HTTP/1.0",
            f"Host: {self.host}:{self.port}",
            f"Cookie: {cookies.header}",
            f"Accept: {accept}",
            f"X-CSRFToken: {TOKEN}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {length}",
        ]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def _status(reader: asyncio.StreamReader) -> int:
    """Read an answer's head and return its status."""
    head = await reader.readuntil(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1])
