"""The warm process of one environment: imports everything once, then forks a jail for each request.

Two jails are made ahead while nothing is asked for, so that the next job finds both of its own.
It is started by ``sandbox.server`` with a clean environment and one socket. What goes over it, in msgpack:

- ``READY``, once: jails open at once from now on.
- ``{"made": numbers}`` to the server: the next jail could be made ahead; these are made and have no job yet.
- ``{"do": "make", "number": n}``, its answer, together with the descriptors of the control groups that the jail joins.
- ``{"do": "open", "number": n or None, "in_group": bool, "limits": …, "gpu": …}``: a jail gets its job, the one of that
  number or a new one. With it come the jail's channel, its output, the keeper's report socket, and the control groups
  that it joins now where it is not in them.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.util
import os
import select
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import msgpack

from sandbox import syscalls
from sandbox.environments import ENVIRONMENTS, Environment
from sandbox.filesystem import Tree
from sandbox.filter import build_filter
from sandbox.gpu import GpuView
from sandbox.inside import run_program
from sandbox.jail import MadeJail, Warm, make_jail
from sandbox.limits import Limits
from sandbox.order import MAX_GROUPS, Connections, Order

READY = b"ready"
AHEAD = 2
"""How many jails wait for their job: those of one submission and of its tests."""
QUIET_SECONDS = 0.1
"""How long nothing was asked for before jails are made ahead: that would slow down the job that has just begun."""
LONGEST_QUIET_SECONDS = 10.0
"""How long that becomes where jails end before they have a job, as on a host without memory: it doubles each time."""
MAX_REQUEST_BYTES = 65_536


def warm(environment: Environment) -> None:
    """Import the environment's modules, call its warm-ups, and settle the garbage collector for forking."""
    with _quiet():
        for name in environment.modules:
            importlib.import_module(name)
        for name in environment.warm_ups:
            module, _, function = name.partition(":")
            if _is_installed(module):
                getattr(importlib.import_module(module), function)()
    # What was compiled so far is kept, or every start would compile TensorFlow anew; a jail could write it nowhere.
    sys.dont_write_bytecode = True
    gc.collect()
    gc.freeze()


@contextmanager
def _quiet() -> Iterator[None]:
    """Show what is written to standard error, as TensorFlow does at import, only when the block fails."""
    with tempfile.TemporaryFile() as file:
        stderr = os.dup(2)
        os.dup2(file.fileno(), 2)
        try:
            yield
        except BaseException:
            file.seek(0)
            os.write(stderr, file.read())
            raise
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)


def _is_installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def require_single_thread() -> None:
    """Raise ``RuntimeError`` when a warm-up left a thread running: a forked child would inherit its locks."""
    if len(os.listdir("/proc/self/task")) > 1:
        names = [thread.name for thread in threading.enumerate()]
        raise RuntimeError(f"the warm process has more than one thread, so it cannot fork safely: {names}")


class Pool:
    """Jails that are made ahead of their jobs, so that a job need not wait for them. Each is used once.

    One with a GPU is made when it is asked for: it sees the one device that its job has leased.
    """

    def __init__(self, prepared: Warm, size: int = AHEAD) -> None:
        self._prepared = prepared
        self._size = size
        self._made: dict[int, MadeJail] = {}
        self._wait = QUIET_SECONDS

    @property
    def numbers(self) -> list[int]:
        """The numbers of the jails that are made and have no job."""
        return list(self._made)

    def seconds_to_next(self, *, is_quiet: bool) -> float | None:
        """How long nothing is to be asked for before the next jail is made ahead; ``None`` while there are enough.

        Where it ``is_quiet`` already, the next one follows at once, unless jails end before they have a job.
        """
        if len(self._made) >= self._size:
            return None
        return 0.0 if is_quiet and self._wait == QUIET_SECONDS else self._wait

    def add(self, number: int, groups: tuple[int, ...]) -> None:
        """Make a jail ahead, in these control groups."""
        self._made[number] = make_jail(self._prepared, run_program, groups=groups)

    def give(self, order: Order, number: int | None, *, in_group: bool) -> None:
        """Have a jail do the job: the one of this ``number``, or a new one."""
        gpu = order.connections.gpu
        jail = self._made.pop(number, None) if number is not None else None
        if jail is not None:
            with contextlib.suppress(OSError):  # It has just died.
                jail.give(order.without_groups() if in_group else order)
                self._wait = QUIET_SECONDS
                return
        make_jail(self._prepared, partial(run_program, gpu=gpu), gpu).give(order)

    def forget(self, keeper: int) -> None:
        """Drop the jail of a keeper that has ended."""
        for number, jail in list(self._made.items()):
            if jail.keeper == keeper:
                jail.orders.close()
                del self._made[number]
                self._wait = min(2 * self._wait, LONGEST_QUIET_SECONDS)


def serve(control: socket.socket, pool: Pool) -> None:
    """Give a jail to each request until the server closes the socket, and make jails ahead while nothing is asked."""
    wake, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    asked = is_quiet = False
    while True:
        watched: list[socket.socket | int] = [control, wake]
        readable, _, _ = select.select(watched, [], [], None if asked else pool.seconds_to_next(is_quiet=is_quiet))
        if wake in readable:
            os.read(wake, 4096)
            _reap(pool)
        if control in readable:
            data, descriptors, _, _ = socket.recv_fds(control, MAX_REQUEST_BYTES, 3 + MAX_GROUPS)
            if not data:
                return
            request = msgpack.unpackb(data)
            if request["do"] == "make":
                asked = False
                _make_ahead(pool, request["number"], descriptors)
            else:
                is_quiet = False
                _open_one(pool, request, descriptors)
        if not readable:
            asked = is_quiet = True
            control.send(msgpack.packb({"made": pool.numbers}))


def _reap(pool: Pool) -> None:
    try:
        while keeper := os.waitpid(-1, os.WNOHANG)[0]:
            pool.forget(keeper)
    except ChildProcessError:
        return


def _make_ahead(pool: Pool, number: int, groups: list[int]) -> None:
    try:
        pool.add(number, tuple(groups))
    finally:
        for descriptor in groups:
            os.close(descriptor)


def _open_one(pool: Pool, request: dict[str, Any], descriptors: list[int]) -> None:
    gpu = GpuView.from_dict(request["gpu"]) if request["gpu"] else None
    connections = Connections.of(descriptors, gpu)
    try:
        order = Order(limits=Limits.from_dict(request["limits"]), connections=connections)
        pool.give(order, request["number"], in_group=request["in_group"])
    finally:
        connections.close()
        connections.report.close()


def main(arguments: Sequence[str]) -> None:
    """``python -m sandbox.warm ENVIRONMENT DESCRIPTOR ROOT``; started by the server only."""
    name, descriptor, root = arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    control = socket.socket(fileno=int(descriptor))
    prepared = Warm(root=root, tree=Tree.of_this_python(), filter=build_filter(), gpu_filter=build_filter(for_gpu=True))
    warm(ENVIRONMENTS[name])
    require_single_thread()
    with contextlib.suppress(BrokenPipeError):
        control.send(READY)
        serve(control, Pool(prepared))


if __name__ == "__main__":
    main(sys.argv[1:])
