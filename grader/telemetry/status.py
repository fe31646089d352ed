"""The status page: is it me or the site? In a fixed number of queries and one question to Redis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Avg, DurationField, ExpressionWrapper, F, Q, QuerySet

from accounts.models import User
from courses.models import Course, Enrollment
from courses.rules import STAFF
from grader.models import GpuLease, Grading, Priority, State
from grader.queueing.broker import GPU_QUEUE, QUEUES
from grader.queueing.gpu import connected
from grader.telemetry import parts
from grader.telemetry.board import BoardUnavailable, Entry, board
from grader.telemetry.counting import reason_of
from grader.telemetry.parts import Answer
from grader.telemetry.stored import VALIDATIONS, Waiting, ended_lately, open_gradings, outcomes

ERRORS_SHOWN = 15
ERRORS_WITHIN = timedelta(days=7)
LIVE_QUEUES = (QUEUES[Priority.RUN], QUEUES[Priority.SUBMISSION])
SLOW_SECONDS = 60.0
"""A run or a submission that has waited for longer than this makes the site slow."""
QUEUE_ORDER = (*QUEUES.values(), GPU_QUEUE, VALIDATIONS)


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """One queue. ``expected`` is the seconds until what came now would have its turn, where that can be said."""

    name: str
    waiting: int
    running: int
    oldest: datetime | None
    expected: float | None


@dataclass(frozen=True, kw_only=True)
class ProblemRow:
    """A grading that failed through our fault, or was tried again for one: where, when, and why in a word."""

    grading: Grading
    at: datetime | None
    reason: str
    is_final: bool


@dataclass(frozen=True, kw_only=True)
class WorkerRow:
    """A worker: how long ago it was seen, in seconds, and what it does."""

    name: str
    age: float
    is_there: bool
    judging: int
    slots: int


@dataclass(frozen=True, kw_only=True)
class Status:
    """How the site is now. ``redis``, ``work`` and ``sandbox`` say whether the parts are well."""

    now: datetime
    redis: Answer
    work: Answer
    sandbox: Answer
    workers: list[WorkerRow]
    environments: dict[str, str]
    queues: list[QueueRow]
    ended: dict[str, int]
    gpus: int
    gpu_slots: int
    gpu_held: int
    problems: list[ProblemRow] = field(default_factory=list)
    processes: list[Entry] = field(default_factory=list)

    @property
    def mood(self) -> str:
        """``down`` when nothing is graded, ``ill`` when some is not, ``slow`` when live work waits, or ``well``."""
        if not (self.redis.ok and self.work.ok):
            return "down"
        if not self.sandbox.ok:
            return "ill"
        waits = [row.oldest for row in self.queues if row.name in LIVE_QUEUES and row.oldest]
        is_slow = any((self.now - since).total_seconds() > SLOW_SECONDS for since in waits)
        return "slow" if is_slow else "well"

    @property
    def slots(self) -> int:
        """How many gradings all workers together carry out at once."""
        return sum(row.slots for row in self.workers if row.is_there)

    @property
    def last_worker(self) -> WorkerRow | None:
        """The worker that was seen last."""
        return min(self.workers, key=lambda row: row.age, default=None)

    @property
    def judging(self) -> int:
        """How many they judge now."""
        return sum(row.judging for row in self.workers if row.is_there)

    @property
    def wrong_here(self) -> int:
        """How many gradings of the last hour ended as an error of ours."""
        return self.ended.get(State.ERROR, 0)


def read_status(user: User, now: datetime) -> Status:
    """Return the site's status for somebody who teaches: all of the site's load, and problems of the own courses."""
    entries, redis = _entries()
    workers = [_worker(one) for one in entries if one.kind == "worker"]
    devices = connected()
    typical = _typical_seconds(now)
    slots = sum(row.slots for row in workers if row.is_there)
    unknown = Answer(ok=False, why="not known")
    return Status(
        now=now,
        redis=redis,
        work=parts.of_workers(entries) if redis.ok else unknown,
        sandbox=parts.of_sandboxes(entries) if redis.ok else unknown,
        workers=workers,
        environments=_environments(entries),
        queues=_queues(open_gradings(), typical, slots),
        ended=_ended(now),
        gpus=len(devices),
        gpu_slots=sum(device.slots for device in devices),
        gpu_held=GpuLease.objects.filter(released_at=None).count(),
        problems=problems(user, now),
        processes=entries if user.is_superuser else [],
    )


def taught_by(user: User) -> QuerySet[Course]:
    """Return the courses whose problems somebody may see: those on whose staff they are; all for an administrator."""
    if user.is_superuser:
        return Course.objects.all()
    return Course.objects.filter(pk__in=Enrollment.objects.filter(user=user, role__in=STAFF).values("course"))


def problems(user: User, now: datetime) -> list[ProblemRow]:
    """Return the last gradings of the last week that ended as our error, or wait or run after one, the newest first."""
    ours = Q(state=State.ERROR) | (Q(state__in=(State.QUEUED, State.RUNNING)) & ~Q(problem=""))
    found = Grading.objects.filter(ours, queued_at__gt=now - ERRORS_WITHIN)
    found = found.filter(version__exercise__unit__course__in=taught_by(user))
    related = found.select_related("version__exercise__unit__course").defer(
        "version__archive", "executed_notebook", "output"
    )
    return [
        ProblemRow(
            grading=one,
            at=one.finished_at or one.heartbeat_at,
            reason=reason_of(one.problem),
            is_final=one.state == State.ERROR,
        )
        for one in related.order_by("-queued_at")[:ERRORS_SHOWN]
    ]


def _entries() -> tuple[list[Entry], Answer]:
    try:
        return board().entries(), parts.OK
    except BoardUnavailable:
        return [], Answer(ok=False, why="does not answer")


def _worker(entry: Entry) -> WorkerRow:
    facts = entry.facts
    return WorkerRow(
        name=entry.name,
        age=entry.age,
        is_there=entry.is_there,
        judging=facts.get("judging", 0),
        slots=facts.get("slots", 0),
    )


def _environments(entries: Iterable[Entry]) -> dict[str, str]:
    there = [one for one in entries if one.kind == "worker" and one.is_there]
    return dict(sorted((name, state) for one in there for name, state in one.facts.get("environments", {}).items()))


def _typical_seconds(now: datetime) -> float | None:
    """Return how long a judging took on average within the last hour."""
    took = ExpressionWrapper(F("finished_at") - F("started_at"), DurationField())
    mean = ended_lately(now).filter(started_at__isnull=False).aggregate(mean=Avg(took))["mean"]
    return mean.total_seconds() if mean is not None else None


def _queues(rows: list[Waiting], typical: float | None, slots: int) -> list[QueueRow]:
    """Return the two queues of live work always, and the others where anything is in them."""
    found = []
    for name in QUEUE_ORDER:
        waiting = [row for row in rows if row.queue == name and row.state == State.QUEUED]
        running = sum(row.count for row in rows if row.queue == name and row.state == State.RUNNING)
        count = sum(row.count for row in waiting)
        expected = count * typical / slots if typical and slots and name in LIVE_QUEUES else None
        if name in LIVE_QUEUES or count or running:
            oldest = min((row.oldest for row in waiting), default=None)
            found.append(QueueRow(name=name, waiting=count, running=running, oldest=oldest, expected=expected))
    return found


def _ended(now: datetime) -> dict[str, int]:
    by_state: Counter[str] = Counter()
    for _course, _queue, state, count in outcomes(now):
        by_state[state] += count
    return dict(by_state)
