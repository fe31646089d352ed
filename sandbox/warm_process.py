"""The server's handle of one warm process: starts it, asks it for jails, and starts it again when it dies."""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgpack

from sandbox.cgroup import Group, Groups
from sandbox.environments import variables_of
from sandbox.errors import NotWarm
from sandbox.gpu import GpuView
from sandbox.job import Source
from sandbox.life import EventBudget, OpenJail
from sandbox.limits import MEBIBYTE, Limits
from sandbox.output import OutputTail, PrintedText
from sandbox.peer import Peer
from sandbox.warm import MAX_REQUEST_BYTES, READY

logger = logging.getLogger("sandbox")

WARMING_SECONDS = 120.0
_RESTART_PAUSE_SECONDS = 1.0
_ENDING_SECONDS = 1.0
_REPOSITORY = Path(__file__).resolve().parent.parent


class WarmProcess:
    """One environment's warm process, kept alive by a thread of its own."""

    def __init__(
        self,
        environment: str,
        root: Path,
        groups: Groups,
        variables: Mapping[str, str] | None = None,
        on_restart: Callable[[str], None] = lambda _environment: None,
    ) -> None:
        self.environment = environment
        self._groups = groups
        self._variables = variables or {}
        self._root = root
        self._on_restart = on_restart
        self._ready = threading.Event()
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        # The jails that were made ahead and have no job yet, by number, each with the control group that it is in.
        self._ahead: dict[int, Group | None] = {}
        self._numbers = itertools.count(1)
        self._thread = threading.Thread(target=self._keep_alive, name=f"warm-{environment}", daemon=True)

    def start(self) -> None:
        """Start the process; it is ready some seconds later."""
        self._thread.start()

    @property
    def is_ready(self) -> bool:
        """Whether jails open at once."""
        return self._ready.is_set()

    def stop(self) -> None:
        """Tell the process and its jails to end."""
        self._stopping.set()
        with self._lock, contextlib.suppress(OSError):
            if self._control is not None:
                self._control.shutdown(socket.SHUT_RDWR)

    def wait(self) -> None:
        """Wait until the process has ended, by force where it takes long."""
        self._thread.join(_ENDING_SECONDS + 2)

    def _keep_alive(self) -> None:
        # The warm process dies with the thread that started it, so this thread lives as long as the server.
        while not self._stopping.is_set():
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            process = self._spawn(theirs)
            theirs.close()
            self._control = ours
            with contextlib.suppress(OSError):  # As when it was killed before it had read a request.
                self._wait_for_end(ours)
            self._ready.clear()
            with self._lock:
                ours.close()
                self._control = None
                unused = [group for group in self._ahead.values() if group is not None]
                self._ahead.clear()
            for group in unused:
                self._groups.give_back(group)
            self._end(process)

    def _wait_for_end(self, control: socket.socket) -> None:
        """Wait for the process to be ready, have it make jails ahead, and wait for its end of the socket to close."""
        if control.recv(64) == READY:
            self._ready.set()
            logger.info("environment %s is warm", self.environment)
            while message := control.recv(MAX_REQUEST_BYTES):
                self._drop_all_but(msgpack.unpackb(message)["made"])
                self._have_one_made_ahead()

    def _drop_all_but(self, made: list[int]) -> None:
        """Forget the jails that have ended before they had a job."""
        with self._lock:
            ended = [self._ahead.pop(number) for number in set(self._ahead) - set(made)]
        for group in ended:
            if group is not None:
                self._groups.give_back(group)
        if ended:
            logger.warning("%d jails of %s ended before they had a job", len(ended), self.environment)

    def _have_one_made_ahead(self) -> None:
        group = self._groups.take(Limits())
        try:
            doors = group.open_doors() if group is not None else []
        except OSError as error:
            logger.warning("a jail is made ahead without a control group: %s", error)
            group, doors = None, []
        with self._lock:
            number = next(self._numbers)
            self._ahead[number] = group
            self._send({"do": "make", "number": number}, [], doors)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        if self._stopping.is_set():
            try:
                process.wait(_ENDING_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
        code = process.wait()
        if not self._stopping.is_set():
            self._on_restart(self.environment)
            logger.error("warm process %s ended with code %s; starting another", self.environment, code)
            self._stopping.wait(_RESTART_PAUSE_SECONDS)

    def _spawn(self, control: socket.socket) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "sandbox.warm", self.environment, str(control.fileno()), str(self._root)]
        return subprocess.Popen(
            command,
            env={**variables_of(self.environment), **self._variables, "PYTHONPATH": str(_REPOSITORY)},
            cwd="/",
            stdin=subprocess.DEVNULL,
            pass_fds=(control.fileno(),),
        )

    def open_jail(self, source: Source, limits: Limits, gpu: GpuView | None = None) -> OpenJail:
        """Ask for a jail and return the server's end of it. ``NotWarm`` when no warm process comes up."""
        if not self._ready.wait(WARMING_SECONDS):
            raise NotWarm(f"environment {self.environment} did not get warm")
        channel, jail_channel = socket.socketpair()
        report, keeper_report = socket.socketpair()
        reading, writing = os.pipe()
        printed = PrintedText(reading, limits.output_kb * 1024) if source == "submission" else OutputTail(reading)
        number, group, in_group = self._take_made(limits) if gpu is None else (None, self._groups.take(limits), False)
        request = {"do": "open", "number": number, "in_group": in_group, "limits": limits.to_dict()}
        request["gpu"] = gpu.to_dict() if gpu else None
        try:
            doors = group.open_doors() if group is not None else []
            with self._lock:
                self._send(request, [jail_channel.fileno(), writing, keeper_report.fileno()], doors)
        except OSError as error:
            for end in (channel, report, printed):
                end.close()
            if group is not None:
                self._groups.give_back(group)
            raise NotWarm(f"the warm process of {self.environment} just ended") from error
        finally:
            jail_channel.close()
            keeper_report.close()
            os.close(writing)
        budget = EventBudget(count=5_000 if source == "submission" else 20_000, total_bytes=48 * MEBIBYTE)
        return OpenJail(
            source=source,
            channel=Peer(channel, limits.message_mb * MEBIBYTE),
            report=Peer(report),
            printed=printed,
            budget=budget,
            limits=limits,
            group=group,
            groups=self._groups,
        )

    def _take_made(self, limits: Limits) -> tuple[int | None, Group | None, bool]:
        """Return the number of a jail that was made ahead, if there is one, a group, and whether it is in that already.

        The group has the limits; where there can be none, it is ``None``.
        """
        with self._lock:
            number = next(iter(self._ahead), None)
            group = self._ahead.pop(number) if number is not None else None
        if group is not None:
            try:
                group.limit(limits)
            except OSError as error:
                logger.warning("a control group is given up: %s", error)
            else:
                return number, group, True
        return number, self._groups.take(limits), False

    def _send(self, request: dict[str, Any], descriptors: list[int], doors: list[int]) -> None:
        """Ask for something and close the doors; the caller holds the lock. ``OSError`` when there is nobody to ask."""
        try:
            if self._control is None:
                raise OSError("no warm process")
            socket.send_fds(self._control, [msgpack.packb(request)], [*descriptors, *doors])
        finally:
            for door in doors:
                os.close(door)
