"""One job's life, from open jails to its end. Read ``JobLife.run`` first.

The server's side of a job is one thread that never runs and never decodes what a student sent: it opens the jails,
passes questions and answers between them, passes events on to the client, and counts, bounds and times all of it.
"""

from __future__ import annotations

import select
import selectors
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sandbox.cgroup import Group, Groups
from sandbox.errors import JobRefused, MalformedMessage, TooLarge
from sandbox.gpu_watch import Share
from sandbox.job import Ending, JailEnd, Job, JobEnd, Source
from sandbox.limits import MEBIBYTE, TESTS_GRACE_SECONDS, Limits
from sandbox.output import OutputTail, PrintedText
from sandbox.peer import Peer
from sandbox.wire import MAX_EVENT_BYTES, Frame, FrameKind, encode

OPENING_SECONDS = 60.0
MAX_FRAMES = 200_000
"""How many messages a jail may send, dropped ones too: a flood of them would slow the server's other jobs."""
WATCH_SECONDS = 0.1
"""How often the bounds of a control group are looked at."""
LARGE_SHARE = 0.5
"""From which share of its memory on a jail is to blame when the host runs out of it."""
LAST_WORDS_SECONDS = 2.0
"""How long the descriptors of a dead jail are still read, in case one of them stays open."""


@dataclass(kw_only=True)
class EventBudget:
    """How much a jail may tell the client before the rest is dropped."""

    count: int
    total_bytes: int

    def take(self, size: int) -> bool:
        """Whether one more event of ``size`` bytes may pass."""
        self.count -= 1
        self.total_bytes -= size
        return self.count >= 0 and self.total_bytes >= 0 and size <= MAX_EVENT_BYTES


@dataclass(kw_only=True)
class OpenJail:
    """The server's end of one jail."""

    source: Source
    channel: Peer
    report: Peer
    printed: PrintedText | OutputTail
    budget: EventBudget
    limits: Limits
    group: Group | None = None
    groups: Groups | None = None
    gpu: Share | None = None
    looked_at: float = 0.0
    frames_left: int = MAX_FRAMES
    opened_at: float | None = None
    deadline: float = field(default_factory=lambda: time.monotonic() + OPENING_SECONDS)
    killed_as: Ending | None = None
    raw_end: dict[str, Any] | None = None
    ended_at: float = 0.0
    end: JailEnd | None = None

    def kill(self, reason: Ending) -> None:
        """Order the keeper to kill everything in the jail; the first reason given stays."""
        if self.raw_end is None and self.killed_as is None:
            self.killed_as = reason
            self.report.end_sending()

    def start_clock(self, inmate: int) -> None:
        """The jail is open, with ``inmate`` in it: its time begins now."""
        if self.gpu is not None:
            self.gpu.inmate = inmate
        self.opened_at = time.monotonic()
        self.deadline = self.opened_at + self.limits.seconds

    def enforce(self) -> None:
        """Kill the jail when its time is over, or when the kernel held it to a bound of its control group."""
        now = time.monotonic()
        if self.raw_end is None and now >= self.deadline:
            self.kill(Ending.DEADLINE)
        if self.raw_end is None and now >= self.looked_at + WATCH_SECONDS and (over := self._over_in_group()):
            self.kill(over)

        if self.raw_end is None and self.gpu is not None and self.gpu.is_over():
            self.kill(Ending.GPU_MEMORY)

    def _over_in_group(self) -> Ending | None:
        self.looked_at = time.monotonic()
        if self.group is None:
            return None
        used = self.group.cpu_seconds()
        return Ending.CPU if used is not None and used > self.limits.all_cpu_seconds else self.group.used_up()

    def take_end(self, data: dict[str, Any]) -> None:
        """Remember what the keeper reported last; ``JobRefused`` when the jail could not be made."""
        if "failed" in data:
            raise JobRefused(f"the jail could not be opened: {data['failed']}")
        self.raw_end = data
        self.ended_at = time.monotonic()

    def settle(self) -> bool:
        """Set ``end`` once the process is dead and all that it said is read; whether that happened now."""
        if self.raw_end is None or self.end is not None:
            return False
        silent = self.channel.closed and self.printed.closed
        if not silent and time.monotonic() < self.ended_at + LAST_WORDS_SECONDS:
            return False
        self.end = JailEnd(
            ending=self._ending(self.raw_end),
            exit_code=self.raw_end["exit_code"],
            signal=self.raw_end["signal"],
            seconds=self.ended_at - (self.opened_at or self.ended_at),
            cpu_seconds=self._cpu_seconds(self.raw_end),
            peak_memory_mb=self.raw_end["peak_memory_mb"],
            peak_gpu_memory_mb=self.gpu.peak / MEBIBYTE if self.gpu else 0.0,
        )
        return True

    def _cpu_seconds(self, raw: dict[str, Any]) -> float:
        counted = self.group.cpu_seconds() if self.group else None
        return max(float(raw["cpu_seconds"]), counted or 0.0)

    def _ending(self, raw: dict[str, Any]) -> Ending:
        if over := (self.group.used_up() if self.group else None) or raw["over"]:
            return Ending(over)
        if self.killed_as is not None:
            return self.killed_as
        if raw["signal"] == signal.SIGKILL:
            return self._killed_from_outside(raw)
        return Ending.FINISHED if raw["exit_code"] == 0 else Ending.EXITED

    def _killed_from_outside(self, raw: dict[str, Any]) -> Ending:
        """Name what the kernel killed the jail for: it did so by a limit, or because the host ran out of memory.

        Process 1 of a jail cannot kill itself. Raises ``JobRefused`` when the jail was not to blame.
        """
        if self._cpu_seconds(raw) >= self.limits.all_cpu_seconds:
            return Ending.CPU
        if raw["peak_memory_mb"] >= self.limits.memory_mb * LARGE_SHARE:
            return Ending.MEMORY
        raise JobRefused("a jail within its limits was killed from outside; the host may have run out of memory")

    def close(self) -> None:
        """Close all of the server's descriptors; a keeper that still lives then kills its jail."""
        for end in (self.channel, self.report, self.printed):
            end.close()
        if self.group is not None and self.groups is not None:
            self.groups.give_back(self.group)


def _of_tests(limits: Limits) -> Limits:
    """The limits of the tests jail, which has to outlive the other one to judge what it left behind."""
    return replace(limits, seconds=limits.seconds + TESTS_GRACE_SECONDS, cpu_seconds=None, gpu_memory_mb=None)


OpenJails = Callable[[Source, Limits], OpenJail]


class JobLife:
    """Runs one job. ``open_jail`` asks a warm process for a jail; ``client`` is who asked for the job."""

    def __init__(self, job: Job, client: Peer, open_jail: OpenJails) -> None:
        self._job = job
        self._client = client
        self._canceled = False
        self._question_open = False
        self._told_start = False
        self._selector = selectors.DefaultSelector()
        self._submission = open_jail("submission", job.limits)
        try:
            self._tests = open_jail("tests", _of_tests(job.limits)) if job.tests else None
        except BaseException:
            self._submission.close()
            raise

    def run(self) -> JobEnd:
        """Live the job to its end. Raises ``JobRefused`` when a jail could not be opened."""
        began = time.monotonic()
        try:
            self._start_programs()
            while not self._is_over():
                self._handle_what_is_ready()
                self._enforce_deadlines()
                self._settle_jails()
        finally:
            self._selector.close()
            for jail in self._jails():
                jail.close()
        assert self._submission.end is not None
        return JobEnd(
            submission=self._submission.end,
            tests=self._tests.end if self._tests else None,
            seconds=time.monotonic() - began,
            canceled=self._canceled,
            tests_output=self._tests.printed.text if self._tests else "",
        )

    def _jails(self) -> list[OpenJail]:
        return [jail for jail in (self._submission, self._tests) if jail is not None]

    def _is_over(self) -> bool:
        return all(jail.end is not None for jail in self._jails())

    def _start_programs(self) -> None:
        self._selector.register(self._client, selectors.EVENT_READ, self._read_client)
        self._submission.channel.queue(FrameKind.START, self._job.submission.to_dict())
        if self._tests is not None and self._job.tests is not None:
            self._tests.channel.queue(FrameKind.START, self._job.tests.to_dict())
        for jail in self._jails():
            self._selector.register(jail.channel, selectors.EVENT_READ, partial(self._read_channel, jail))
            self._selector.register(jail.report, selectors.EVENT_READ, partial(self._read_report, jail))
            self._selector.register(jail.printed, selectors.EVENT_READ, partial(self._read_printed, jail))

    def _handle_what_is_ready(self) -> None:
        peers = [self._client, *(jail.channel for jail in self._jails())]
        for peer in peers:
            if not peer.closed:
                events = selectors.EVENT_READ | (selectors.EVENT_WRITE if peer.wants_to_send else 0)
                self._selector.modify(peer, events, self._selector.get_key(peer).data)
        for key, events in self._selector.select(self._seconds_to_next_deadline()):
            if events & selectors.EVENT_WRITE and isinstance(key.fileobj, Peer):
                key.fileobj.flush()
            if events & selectors.EVENT_READ:
                key.data()

    def _seconds_to_next_deadline(self) -> float:
        now = time.monotonic()
        waits = [0.2 if self._submission.gpu else 0.5]
        for jail in self._jails():
            if jail.raw_end is None and jail.killed_as is None:
                waits.append(jail.deadline - now)
            elif jail.raw_end is not None and jail.end is None:
                waits.append(jail.ended_at + LAST_WORDS_SECONDS - now)
        return max(min(waits), 0.0)

    def _enforce_deadlines(self) -> None:
        for jail in self._jails():
            jail.enforce()

    def _settle_jails(self) -> None:
        if self._submission.settle() and self._submission.end is not None and self._tests is not None:
            self._tests.channel.queue(FrameKind.PEER_ENDED, {"ending": self._submission.end.ending})
        if self._tests is not None and self._tests.settle():
            self._submission.kill(Ending.KILLED)

    def _read_client(self) -> None:
        try:
            frames = self._client.receive()
        except (TooLarge, MalformedMessage):
            self._client.closed = True
            frames = []
        if self._client.closed:
            self._selector.unregister(self._client)
        if self._client.closed or any(frame.kind is FrameKind.CANCEL for frame in frames):
            self._canceled = True
            for jail in self._jails():
                jail.kill(Ending.CANCELED)

    def _hear_keeper(self, jail: OpenJail) -> None:
        """Read its keeper's word that a jail has opened before anything that it says: that word is on its way."""
        if jail.opened_at is None and jail.raw_end is None:
            select.select([jail.report], [], [], OPENING_SECONDS)
            self._read_report(jail)

    def _read_report(self, jail: OpenJail) -> None:
        if jail.report not in self._selector.get_map():
            return
        for frame in jail.report.receive():
            if frame.kind is FrameKind.EVENT:
                jail.start_clock(frame.body()["inmate"])
                self._tell_start()
            elif frame.kind is FrameKind.END:
                jail.take_end(frame.body())
        if jail.report.closed:
            self._selector.unregister(jail.report)
            if jail.raw_end is None:
                raise JobRefused("a jail's keeper died without a word")

    def _tell_start(self) -> None:
        if not self._told_start and all(jail.opened_at is not None for jail in self._jails()):
            self._told_start = True
            self._tell_client("server", "started", {})

    def _read_channel(self, jail: OpenJail) -> None:
        self._hear_keeper(jail)
        try:
            for frame in jail.channel.receive():
                self._count(jail)
                self._pass_on(jail, frame)
        except (TooLarge, MalformedMessage) as error:
            jail.channel.closed = True
            jail.kill(Ending.MESSAGES if isinstance(error, TooLarge) else Ending.BROKEN)
        if jail.channel.closed:
            self._selector.unregister(jail.channel)
            if jail is self._tests:
                self._submission.kill(Ending.KILLED)

    def _count(self, jail: OpenJail) -> None:
        jail.frames_left -= 1
        if jail.frames_left < 0:
            raise TooLarge("too many messages")

    def _pass_on(self, jail: OpenJail, frame: Frame) -> None:
        """Relay one frame: events to the client, one question at a time to the submission, one answer to the tests."""
        if frame.kind is FrameKind.EVENT:
            if jail.budget.take(len(frame.payload)):
                self._client.queue(FrameKind.EVENT, {"source": jail.source, "payload": frame.payload})
        elif frame.kind is FrameKind.QUESTION and jail is self._tests:
            self._question_open = True
            self._submission.channel.queue_frame(frame)
        elif frame.kind is FrameKind.ANSWER and jail is self._submission and self._question_open and self._tests:
            self._question_open = False
            self._tests.channel.queue_frame(frame)

    def _read_printed(self, jail: OpenJail) -> None:
        self._hear_keeper(jail)
        for text, was_cut in jail.printed.read():
            self._tell_client("server", "stdout", {"text": text, "cut": was_cut})
        if jail.printed.closed:
            self._selector.unregister(jail.printed)

    def _tell_client(self, source: Source, kind: str, data: dict[str, Any]) -> None:
        payload = encode({"kind": kind, "data": data})
        self._client.queue(FrameKind.EVENT, {"source": source, "payload": payload})
