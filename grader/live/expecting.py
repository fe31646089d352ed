"""How long a grading will take and wait, by what came before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from time import monotonic
from typing import Any

from django.conf import settings
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from courses.folders.exercise_folder import folder_of
from courses.models import ExerciseVersion
from grader.models import Grading, Needs, Priority, State
from grader.queueing import pending, turns
from grader.telemetry.trouble import nobody_works

RECENT = 25
"""How many of the last gradings of one kind are looked at."""
ENOUGH = 3
"""With fewer of them, what the exercise says of itself counts."""
KEPT_SECONDS = 60
LONGEST_LINE = 1000
"""How far down the queue a place is told."""


@dataclass(frozen=True)
class Place:
    """A place in the queue, 1 being the next, and the seconds until its turn; ``stuck`` while nobody works at all."""

    position: int
    seconds: float
    stuck: bool = False


def usual_seconds(version_id: int, priority: int) -> float:
    """Return the median of the last gradings of an exercise version, runs and submissions apart.

    Where there are too few, it is the exercise's own ``usually_seconds``. Remembered for a minute in this process.
    """
    key, now = (version_id, priority), monotonic()
    seconds, until = _remembered.get(key, (0.0, 0.0))
    if until < now:
        seconds = _measured(version_id, priority) or _of_author(version_id)
        _remembered[key] = seconds, now + KEPT_SECONDS
    return seconds


_remembered: dict[tuple[int, int], tuple[float, float]] = {}


def forget() -> None:
    """Forget what was remembered."""
    _remembered.clear()


def _of_author(version_id: int) -> float:
    return folder_of(ExerciseVersion.objects.defer("archive").get(pk=version_id)).usually_seconds


def _measured(version_id: int, priority: int) -> float | None:
    graded = Grading.objects.filter(version=version_id, priority=priority, state=State.GRADED)
    times = graded.order_by("-finished_at").values_list("started_at", "finished_at")[:RECENT]
    seconds = [(ended - began).total_seconds() for began, ended in times if began and ended]
    return round(max(median(seconds), 0.1), 1) if len(seconds) >= ENOUGH else None


def place_of(grading: Grading) -> Place | None:
    """Return a grading's place in the queue, or ``None`` when it does not wait."""
    return places_of([grading.pk]).get(grading.pk)


def places_of(wanted: Iterable[int]) -> dict[int, Place]:
    """Return the places of those gradings among ``wanted`` that wait, and what `usual_seconds` asks.

    Two queries, and a few more where several courses, or runs and submissions, wait. They stand in the order in which
    they will be taken (`grader.queueing.turns`) if nobody else comes. The time is what those ahead usually take, shared
    by as many as run now. It is a guess: who waits in front may be canceled, another course's work may come and take
    its turn, and a student's own gradings wait for each other.
    """
    sought = set(wanted)
    if not sought:
        return {}
    line = _waiting()
    live = pending.running().exclude(priority=Priority.REGRADE)  # A regrade leaves a slot to those who wait.
    running = list(live.values("version", "priority", "device", "started_at", "course"))
    courses = {row["course"] for row in line}
    last = turns.last_starts(courses) if len(courses) > 1 else {}
    owed = _owed_a_submission(line, running)
    places: dict[int, Place] = {}
    for device in (Needs.CPU, Needs.GPU):
        mine = {row["pk"] for row in line if _line_of(row["device"]) == device} & sought
        places |= _places(mine, _Line(device, running), line, last, owed)
    return places


def _waiting() -> list[dict[str, Any]]:
    """Return who waits: of each course about as many, ``LONGEST_LINE`` in all."""
    number = Window(RowNumber(), partition_by=F("course"), order_by=list(pending.IN_TURN))
    line = pending.waiting().annotate(number=number).order_by("number", "pk")
    return [dict(row) for row in line.values("pk", "version", "priority", "device", "course")[:LONGEST_LINE]]


def _owed_a_submission(waiting: Iterable[turns.Row], running: Iterable[turns.Row]) -> set[int | None]:
    """Return the courses in which both wait and a submission is next, as `turns.fronts` has it."""
    kinds = {priority: {row["course"] for row in waiting if row["priority"] == priority} for priority in Priority}
    both = kinds[Priority.RUN] & kinds[Priority.SUBMISSION]
    at_work = {row["course"] for row in running}
    judged = {row["course"] for row in running if row["priority"] == Priority.SUBMISSION}
    idle = both - at_work
    return (both & at_work - judged) | (turns.ran_last(idle) if idle else set())


def _places(
    sought: set[int],
    line: _Line,
    waiting: list[dict[str, Any]],
    last: Mapping[int | None, datetime],
    owed: Collection[int | None],
) -> dict[int, Place]:
    found: dict[int, Place] = {}
    if not sought:
        return found
    there = [row for row in waiting if line.takes(row)]
    for is_live in (True, False):
        rows = [row for row in there if (row["priority"] != Priority.REGRADE) is is_live]
        for row in turns.in_turns(rows, line.held if is_live else {}, last, owed):
            if row["pk"] in sought:
                found[row["pk"]] = line.place()
                if len(found) == len(sought):
                    return found
            line.append(row)
    return found


def _line_of(device: str) -> Needs:
    """Return whose line a grading waits in: for the processor or for a GPU. Who takes either stands in both."""
    return Needs.CPU if device == Needs.CPU else Needs.GPU


class _Line:
    """Those who wait for one kind of device, as they are counted one after the other."""

    def __init__(self, device: Needs, running: Iterable[turns.Row]) -> None:
        self._other = Needs.GPU if device == Needs.CPU else Needs.CPU
        at_work = [one for one in running if self.takes(one)]
        now = timezone.now()
        self.held = Counter(one["course"] for one in at_work)
        self._shared_by = len(at_work) or settings.GRADING_SLOTS
        self._seconds = sum(_left(one, now) for one in at_work)
        self._count = 0
        self._stuck = nobody_works()

    def takes(self, one: turns.Row) -> bool:
        """Whether what runs or waits does so in this line."""
        return bool(one["device"] != self._other)

    def append(self, one: turns.Row) -> None:
        """Count one who waits."""
        self._count += 1
        self._seconds += usual_seconds(one["version"], one["priority"])

    def place(self) -> Place:
        """Return the place behind all who were counted."""
        return Place(self._count + 1, round(self._seconds / self._shared_by, 1), self._stuck)


def _left(one: turns.Row, now: datetime) -> float:
    elapsed = (now - one["started_at"]).total_seconds() if one["started_at"] else 0.0
    return float(max(0.0, usual_seconds(one["version"], one["priority"]) - elapsed))


def expectation(grading: Grading) -> dict[str, float]:
    """Return what the page says of a grading's time while it is not final: seconds that it usually takes and took."""
    if grading.is_final:
        return {}
    began = grading.started_at if grading.state == State.RUNNING else None
    return {
        "usually": usual_seconds(grading.version_id, grading.priority),
        "elapsed": round((timezone.now() - began).total_seconds(), 1) if began else 0.0,
    }
