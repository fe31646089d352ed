"""The sandbox server: takes jobs over a Unix socket and runs each in fresh jails of a warm process.

It holds no secret and reaches no network. Each connection carries one job, or one ping.
"""

from __future__ import annotations

import contextlib
import logging
import os
import select
import socket
import stat
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sandbox.cgroup import Groups
from sandbox.counts import Counts
from sandbox.environments import ENVIRONMENTS, installed
from sandbox.errors import JobRefused, MalformedMessage, NotWarm, WireError
from sandbox.gpu import Gpus, GpuView
from sandbox.gpu_watch import Share, SlotsInUse
from sandbox.job import Job, Source
from sandbox.life import JobLife, OpenJail, OpenJails
from sandbox.limits import Limits
from sandbox.log_lines import log_fields, new_id
from sandbox.peer import Peer
from sandbox.slots import Slots
from sandbox.warm_process import WarmProcess
from sandbox.wire import Frame, FrameKind, FrameSocket
from sandbox.work_folder import work_folder

logger = logging.getLogger("sandbox")

REQUEST_SECONDS = 30.0
"""How long a client may take to send its job."""


class Server:
    """Serves jobs at ``socket_path`` until ``stop``."""

    def __init__(
        self,
        socket_path: Path,
        environments: Iterable[str] | None = None,
        slots: int = 2,
        *,
        control_groups: bool = True,
        gpus: Gpus | None = None,
    ) -> None:
        environments = tuple(installed() if environments is None else environments)
        unknown = set(environments) - set(ENVIRONMENTS)
        if unknown:
            raise ValueError(f"unknown environments: {', '.join(sorted(unknown))}")
        self._path = socket_path
        self._ended = contextlib.ExitStack()
        root = self._ended.enter_context(work_folder("server")) / "root"
        root.mkdir()
        self._groups = Groups.of_this_process() if control_groups else Groups([], "switched off")
        self._ended.callback(self._groups.close)
        self._gpus = gpus or Gpus([])
        self._gpu_slots = SlotsInUse()
        variables, counts = self._gpus.variables, Counts()
        self._warm = {name: WarmProcess(name, root, self._groups, variables, counts.restarted) for name in environments}
        self._slots = Slots(slots)
        self._counts = counts
        self._id = new_id()
        self._stopping, self._stopper = os.pipe()
        self._listener = _listen(socket_path)

    def serve(self) -> None:
        """Accept connections until ``stop`` is called, from any thread or a signal handler."""
        for process in self._warm.values():
            process.start()
        watched: list[int | socket.socket] = [self._listener, self._stopping]
        try:
            while self._stopping not in select.select(watched, [], [])[0]:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()
        finally:
            self._close()

    def stop(self) -> None:
        """End ``serve``; running jobs are killed."""
        os.write(self._stopper, b"1")

    def _close(self) -> None:
        self._listener.close()
        self._path.unlink(missing_ok=True)
        for process in self._warm.values():
            process.stop()
        for process in self._warm.values():
            process.wait()
        self._ended.close()

    def _answer(self, connection: socket.socket) -> None:
        frames = FrameSocket(connection)
        try:
            frame = frames.receive(REQUEST_SECONDS)
            if frame is not None and frame.kind is FrameKind.PING:
                frames.send(FrameKind.PING, self.describe())
            elif frame is not None and frame.kind is FrameKind.JOB:
                self._run(frame, connection)
        except NotWarm as error:
            logger.warning("job not begun: %s", error)
            self._refuse(connection, str(error), absent=True)
        except JobRefused as error:
            self._counts.refused(str(error))
            self._refuse(connection, str(error))
        except WireError as error:
            logger.warning("a client's connection ended: %s", error)
        except Exception:
            logger.exception("a job failed in the server")
            self._counts.refused("")
            self._refuse(connection, "the sandbox server failed; its log says why")
        finally:
            connection.close()

    def describe(self) -> dict[str, object]:
        """Return what this server offers: its environments and whether each is warm, its slots and its GPUs.

        Beside that, what it has counted since it started, and the ``id`` that it bears since then.
        """
        warm = {name: process.is_ready for name, process in self._warm.items()}
        gpus = [device.to_dict() for device in self._gpus.devices]
        offered = {"environments": warm, "slots": self._slots.count, "gpus": gpus}
        return {**offered, "id": self._id, "counts": self._counts.to_dict()}

    def _run(self, frame: Frame, connection: socket.socket) -> None:
        job = _read_job(frame)
        with log_fields(id=job.id):
            try:
                self._carry_out(job, connection)
            except JobRefused:
                logger.exception("job refused")
                raise

    def _carry_out(self, job: Job, connection: socket.socket) -> None:
        process = self._warm.get(job.environment)
        if process is None:
            raise JobRefused(f"this server has no environment {job.environment!r}")
        with self._slot(job, connection) as got:
            if not got:
                return
            client = Peer(connection)
            with self._with_gpu(job, process) as open_jail:
                end = JobLife(job, client, open_jail).run()
            self._counts.ended(job.environment, end)
            logger.info("job of %s: %s in %.3f s", job.environment, end.submission.ending, end.seconds)
            client.queue(FrameKind.END, end.to_dict())
            _send_all(client)

    @contextmanager
    def _slot(self, job: Job, connection: socket.socket) -> Iterator[bool]:
        """Wait for a slot and hold it for the block; ``False`` when the client gave up."""
        began = time.monotonic()
        with contextlib.ExitStack() as held:
            with self._counts.during("waiting"):
                got = held.enter_context(self._slots.take(lambda: _has_gone(connection)))
            self._counts.waited(job.environment, time.monotonic() - began)
            with self._counts.during("running"):
                yield got

    @contextmanager
    def _with_gpu(self, job: Job, process: WarmProcess) -> Iterator[OpenJails]:
        """Give what opens the job's jails. The GPU slot that it leased is held for the block."""
        if job.gpu is None:
            yield process.open_jail
            return
        lease, view = job.gpu, self._gpus.view(job.gpu)
        assert self._gpus.driver is not None
        with self._gpu_slots.hold(lease):
            most = min(view.memory_mb, job.limits.gpu_memory_mb or view.memory_mb)
            share = Share(self._gpus.driver, lease, most, lambda: self._gpu_slots.is_alone(lease))
            yield partial(_open_with_gpu, process, view, share)

    def _refuse(self, connection: socket.socket, reason: str, *, absent: bool = False) -> None:
        """Say that the job is not run; ``absent`` when that has nothing to do with the job."""
        with contextlib.suppress(OSError, WireError):
            connection.setblocking(True)
            FrameSocket(connection).send(FrameKind.REFUSED, {"reason": reason, "absent": absent})


def _open_with_gpu(process: WarmProcess, view: GpuView, share: Share, source: Source, limits: Limits) -> OpenJail:
    if source != "submission":
        return process.open_jail(source, limits)
    jail = process.open_jail(source, limits, view)
    jail.gpu = share
    return jail


def _read_job(frame: Frame) -> Job:
    try:
        return Job.from_dict(frame.body())
    except (LookupError, TypeError, ValueError, AttributeError, MalformedMessage) as error:
        logger.warning("what a client sent is no job: %s", error)
        raise JobRefused(f"not a job: {error}") from error


def _has_gone(connection: socket.socket) -> bool:
    """Whether the waiting client sent a cancel or closed its end; an answer to a job is all that it waits for."""
    return bool(select.select([connection], [], [], 0)[0])


def _send_all(client: Peer) -> None:
    while client.wants_to_send:
        select.select([], [client], [], REQUEST_SECONDS)
        client.flush()


def _listen(path: Path) -> socket.socket:
    """Return a listening Unix socket that only this user may use; replaces a dead one."""
    if path.exists() and not stat.S_ISSOCK(path.stat().st_mode):
        raise FileExistsError(f"{path} exists and is not a socket")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    previous = os.umask(0o177)
    try:
        listener.bind(str(path))
    finally:
        os.umask(previous)
    listener.listen(128)
    return listener
