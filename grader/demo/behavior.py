"""How a made-up student works on an exercise: when they begin, what they hand in, and when they stop.

Everything here is invented, and follows from the random numbers alone; what is handed in was really graded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from grader.demo.people import Person
from grader.demo.term import Term

HOURS = (*range(9, 24), *range(18, 24), *range(19, 23))
"""When people sit down to work; the evening counts thrice."""
FEWEST_TRIES, MOST_TRIES = 2, 11
USUAL_MINUTES = 7
CLOSE = 0.12
"""How far the score of the work that a student writes next may lie from what they know."""


@dataclass(frozen=True, kw_only=True)
class Try:
    """One run or submission. ``choice`` is the place of what is judged in the exercise's sources."""

    at: datetime
    choice: int
    is_run: bool = False


@dataclass(frozen=True, kw_only=True)
class Opening:
    """One hint, numbered from 1, that is opened."""

    at: datetime
    number: int


@dataclass(frozen=True, kw_only=True)
class Task:
    """An exercise as a made-up student meets it: when it is due, how hard it is (0 to 1), and what may be handed in.

    ``shares`` are the scores of the sources, as shares of the possible one.
    """

    due_at: datetime
    difficulty: float
    shares: Sequence[float]
    hint_costs: Sequence[Decimal] = ()

    @property
    def best(self) -> float:
        """The best share that any source reaches."""
        return max(self.shares)


def work_on(task: Task, person: Person, term: Term, random: Random) -> list[Try | Opening]:
    """Return what a person does for an exercise, in order, until now."""
    begin = _begin(task, person, term, random)
    if begin is None:
        return []
    return [step for step in _steps(task, person, begin, random) if step.at < term.now]


def _begin(task: Task, person: Person, term: Term, random: Random) -> datetime | None:
    """Return when somebody sits down, or ``None`` for somebody who lets the exercise be."""
    if random.random() > 0.5 + 0.5 * person.diligence:
        return None
    if random.random() < 0.16 * (1 - person.diligence):
        days_before = -random.uniform(0.1, 2.5)
    else:
        days_before = min(8.5, random.gammavariate(1.2 + 2.2 * person.diligence, 1.0))
    day = task.due_at - timedelta(days=days_before)
    begin = day.replace(hour=random.choice(HOURS), minute=random.randrange(60), second=random.randrange(60))
    if days_before > 0 and begin > task.due_at:
        begin = task.due_at - timedelta(minutes=random.randrange(5, 240))
    week = (begin - term.begin) / timedelta(weeks=1)
    return None if person.quits_in_week is not None and week > person.quits_in_week else begin


def _steps(task: Task, person: Person, begin: datetime, random: Random) -> Iterator[Try | Opening]:
    skill = min(1.0, max(0.0, 0.25 + 0.75 * person.ability - 0.35 * task.difficulty + random.gauss(0, 0.1)))
    patience = min(MOST_TRIES, FEWEST_TRIES + int(random.expovariate(1 / (1 + 5 * person.diligence))))
    at, known, opened = begin, skill, 0
    for number in range(patience):
        choice = _choose(task, known, _chance_of_right(skill, number), random)
        for _ in range(random.choice((0, 0, 1, 1, 2))):
            yield Try(at=at, choice=choice, is_run=True)
            at += _pause(random)
        yield Try(at=at, choice=choice)
        if task.shares[choice] >= 1:
            return
        known = max(known, task.shares[choice])
        if number and opened < len(task.hint_costs) and random.random() < 0.55 * (1.1 - skill):
            opened += 1
            yield Opening(at=at + timedelta(minutes=1), number=opened)
            skill = min(1.0, skill + 0.08)
        at += _pause(random)


def _chance_of_right(skill: float, number: int) -> float:
    return max(0.02, skill - 0.4) if number == 0 else max(0.03, 0.9 * skill - 0.1)


def _choose(task: Task, known: float, chance_of_right: float, random: Random) -> int:
    """Return the place of a source that is as good as it gets, or one that scores about what is known."""
    places = range(len(task.shares))
    best = [place for place in places if task.shares[place] >= task.best]
    others = [place for place in places if task.shares[place] < task.best]
    if not others or random.random() < chance_of_right:
        return random.choice(best)
    aim = min(known, 0.97) + random.gauss(0, CLOSE)
    nearest = sorted(others, key=lambda place: abs(task.shares[place] - aim))
    return random.choice(nearest[:4])


def _pause(random: Random) -> timedelta:
    """Return the time to the next try: some minutes, and now and then until later."""
    minutes = random.lognormvariate(0, 0.7) * USUAL_MINUTES
    later = random.uniform(3, 26) * 60 if random.random() < 0.06 else 0.0
    return timedelta(minutes=minutes + later)
