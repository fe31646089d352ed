"""Whose turn is it? Courses take turns, and within a course students do; the broker only says that there is work.

The next grading is of the course that has the fewest at work, or of those, whose last start is the longest ago. Within
the course runs go before submissions, but one submission is always at work while others are, or comes after each run:
two students who run something all the time would keep everybody's submissions waiting for ever. Equals go by
``turn_at``. What this costs does not depend on how many wait.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import heapify, heappop, heappush
from itertools import count, zip_longest
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from courses.models import Course
from grader.models import FINAL_STATES, Grading, Needs, Priority, State
from grader.queueing import gpu, pending

APART = timedelta(seconds=30)
"""A student's further work stands in line as if it came so much later than the one before that is not done."""
NEVER = datetime.min.replace(tzinfo=UTC)

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """Gradings that the same workers take in turn: live ones or regrades, on processors or on GPUs."""

    is_live: bool
    devices: tuple[Needs, ...]

    def select(self, gradings: QuerySet[Grading]) -> QuerySet[Grading]:
        """Return those of the line, whatever their device."""
        regrades = Q(priority=Priority.REGRADE)
        return gradings.filter(Q(priority__lt=Priority.REGRADE) if self.is_live else regrades)


def turn_of(student: User) -> datetime:
    """Return where a student's new work stands in its course's line: now, or behind what is not done of it."""
    unfinished = Grading.objects.filter(student=student, priority__lt=Priority.REGRADE).exclude(state__in=FINAL_STATES)
    last = unfinished.aggregate(last=Max("turn_at"))["last"]
    return max(timezone.now(), last + APART) if last else timezone.now()


def lines_of(grading: Grading) -> list[Line]:
    """Return the lines that a worker serves who is told of this grading, the first one first.

    A GPU is told of when a slot is free, whoever waits for it. Runs and submissions are one line, or the runs of one
    course would keep the submissions of all others waiting.
    """
    if gpu.needs_gpu(grading):
        return [Line(is_live, (Needs.GPU, Needs.GPU_OR_CPU)) for is_live in (True, False)]
    with_either = grading.device == Needs.GPU_OR_CPU or not gpu.connected()
    devices = (Needs.CPU, Needs.GPU_OR_CPU) if with_either else (Needs.CPU,)
    return [Line(grading.priority != Priority.REGRADE, devices)]


def fronts(line: Line, without: Collection[int] = ()) -> list[int]:
    """Return the next grading of each course that could start now, the fairest first."""
    found = [front for device in line.devices for front in _fronts(line, device, without)]
    return [pk for _at_work, _last, pk in sorted(found)]


def _fronts(line: Line, device: Needs, without: Collection[int]) -> Iterator[tuple[int, datetime, int]]:
    waiting = _startable(line).filter(device=device).exclude(pk__in=without)
    mine = waiting.filter(course=OuterRef("pk")).order_by(*pending.IN_TURN).values("pk")
    running = line.select(pending.running()).filter(course=OuterRef("pk"), device__in=line.devices)
    held = running.order_by().values("course").annotate(count=Count("pk")).values("count")
    courses = Course.objects.order_by().annotate(first=Subquery(mine[:1])).exclude(first=None)
    courses = courses.annotate(held=Coalesce(Subquery(held), 0), last=_last_start())
    submission = Subquery(mine.filter(priority=Priority.SUBMISSION)[:1])
    courses = courses.annotate(submission=submission, is_judged=Exists(running.filter(priority=Priority.SUBMISSION)))
    courses = courses.annotate(kind=_last_start("priority"))
    values = courses.values_list("first", "held", "last", "submission", "is_judged", "kind")
    for first_id, at_work, last, submission_id, is_judged, kind in values:
        is_behind = not is_judged and (at_work > 0 or kind == Priority.RUN)
        yield at_work, last or NEVER, (is_behind and submission_id) or first_id


def is_rested(grading: Grading) -> bool:
    """Whether a queued grading may be tried now: one that failed by an error of ours rests first."""
    return grading.heartbeat_at is None or grading.heartbeat_at < timezone.now() - pending.RETRY_AFTER


def _startable(line: Line) -> QuerySet[Grading]:
    rested = Q(heartbeat_at=None) | Q(heartbeat_at__lt=timezone.now() - pending.RETRY_AFTER)
    return pending.startable(Grading.objects.filter(rested, state=State.QUEUED), live=line.is_live)


def _last_start(field: str = "started_at") -> Subquery:
    started = Grading.objects.filter(course=OuterRef("pk"), started_at__isnull=False)
    return Subquery(started.order_by("-started_at").values(field)[:1])


def last_starts(courses: Collection[int | None]) -> dict[int | None, datetime]:
    """Return when a grading of each of these courses started last, for those that had one."""
    known = Course.objects.filter(pk__in=[one for one in courses if one is not None]).annotate(last=_last_start())
    return {pk: last for pk, last in known.values_list("pk", "last") if last}


def ran_last(courses: Collection[int | None]) -> set[int | None]:
    """Return those of these courses of which a run was the last to start."""
    known = Course.objects.filter(pk__in=[one for one in courses if one is not None])
    return set(known.annotate(kind=_last_start("priority")).filter(kind=Priority.RUN).values_list("pk", flat=True))


def in_turns(
    waiting: Iterable[Row],
    held: Mapping[int | None, int],
    last: Mapping[int | None, datetime],
    owed: Collection[int | None] = (),
) -> Iterator[Row]:
    """Put rows with ``pk`` and ``course``, each course's in order, into the order in which `fronts` has them start.

    ``held`` is how many of a course are at work, ``last`` when it started one last, and in the courses ``owed`` a
    submission is next. What is at work now is taken to end evenly.
    """
    in_order: dict[int | None, list[Row]] = {}
    for row in waiting:
        in_order.setdefault(row["course"], []).append(row)
    lines = {course: deque(_alternating(rows, course in owed)) for course, rows in in_order.items()}
    heap = [(held.get(of, 0), last.get(of, NEVER), rows[0]["pk"], of) for of, rows in lines.items()]
    heapify(heap)
    for served in count(1):
        if not heap:
            return
        at_work, _last, _pk, course = heappop(heap)
        yield lines[course].popleft()
        if lines[course]:
            heappush(heap, (at_work + 1, datetime.max.replace(tzinfo=UTC), served, course))


def _alternating(rows: list[Row], submission_first: bool) -> Iterator[Row]:
    """Yield a course's rows with runs and submissions in turn, as long as there are both."""
    runs = [row for row in rows if row.get("priority") == Priority.RUN]
    others = [row for row in rows if row.get("priority") != Priority.RUN]
    first, second = (others, runs) if submission_first else (runs, others)
    return (row for pair in zip_longest(first, second) for row in pair if row is not None)
