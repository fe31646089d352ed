"""What a student does in the last minutes before a due date, and what came of it."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from benchmarks.load.client import Cookies, Site, Told

LONGEST_THOUGHT = 1.0
"""Seconds between two steps of a student at most, time being compressed."""


@dataclass
class Crowd:
    """All students: what they send, and what they were answered and told."""

    site: Site
    prepared: dict[str, Any]
    expected: dict[int, bool] = field(default_factory=dict)
    """Each grading that the site has confirmed, and whether the work was right."""
    told: list[Told] = field(default_factory=list)
    unfinished: int = 0
    """Live results that ended without the last event."""
    numbers: Any = field(default_factory=count)

    def cookies_of(self, student: int) -> Cookies:
        """Return the cookies of a student by number."""
        found = self.prepared
        return Cookies(found["sessions"][student], found["session_name"], found["token_name"])

    async def visit(self, student: int) -> None:
        """Open lesson and exercise, write, run, submit, and read the result."""
        cookies, exercise = self.cookies_of(student), str(self.prepared["exercise"])
        for kind, path in self.prepared["pages"].items():
            await self.site.get(kind, path, cookies)
            await _think()
        await self.site.get("exercise", exercise, cookies)
        revision = 0
        for verb, wrong_in in (("run", None), ("submit", 4)):
            work, is_right = self.work(wrong_in)
            await _think()
            revision = await self._save(exercise, cookies, work, revision)
            await self.hand_in(exercise, cookies, verb, work, is_right=is_right)

    def work(self, wrong_in: int | None) -> tuple[str, bool]:
        """Return work that nobody has handed in, and whether it is right; about one in ``wrong_in`` is not."""
        number = next(self.numbers)
        is_right = wrong_in is None or number // 2 % wrong_in != 0
        return f"{self.prepared['right' if is_right else 'wrong']}\n# {number}\n", is_right

    async def hand_in(self, exercise: str, cookies: Cookies, verb: str, work: str, *, is_right: bool) -> int | None:
        """Run or submit, follow the grading live to its end, and open its page; return the grading."""
        answer = await self.site.post(verb, f"{exercise}{verb}/", cookies, format="code", content=work)
        if answer.status != 201:
            return None
        grading = int(answer.json()["id"])
        self.expected[grading] = is_right
        if not await self._follow(grading, cookies):
            self.unfinished += 1
        await self.site.get("result", f"/gradings/{grading}/", cookies)
        return grading

    async def _save(self, exercise: str, cookies: Cookies, work: str, revision: int) -> int:
        fields = {"format": "code", "content": work, "revision": str(revision)}
        answer = await self.site.post("draft", f"{exercise}draft/", cookies, **fields)
        return int(answer.json()["revision"]) if answer.status == 200 else revision

    async def _follow(self, grading: int, cookies: Cookies) -> bool:
        """Return whether the live events came to their end."""
        try:
            async for event in self.site.events(f"/gradings/{grading}/events/", cookies):
                self.told.append(event)
                if event.kind == "finished":
                    return True
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            self.site.problems.append(f"stream: {type(error).__name__}")
        return False


async def _think() -> None:
    await asyncio.sleep(random.uniform(0.1, LONGEST_THOUGHT))


async def come_and_go(crowd: Crowd, students: int, seconds: float, most_seconds: float) -> int:
    """Have students come ever faster for some time; return how many had not left after ``most_seconds``."""
    arrivals = [seconds * (place / students) ** 0.5 for place in range(students)]

    async def one(student: int) -> None:
        await asyncio.sleep(arrivals[student])
        await crowd.visit(student)

    visits = [asyncio.create_task(one(student)) for student in range(students)]
    done, late = await asyncio.wait(visits, timeout=most_seconds)
    for visit in late:
        visit.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    for visit in done:
        visit.result()
    return len(late)
