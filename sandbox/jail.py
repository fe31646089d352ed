"""A jail: one process tree with its own users, files, processes, network, IPC and host name.

``make_jail`` forks a *keeper*, which enters new namespaces and forks the *inmate*. The inmate is process 1 of its
process namespace: when it ends, the kernel kills all that it started. It builds its file system and waits for the one
order that it will ever get; then it takes on its limits, gives up every privilege and runs one entry function. The
keeper stays outside the process namespace, waits, watches the memory, kills on order or when the server is gone, and
reports the end.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from sandbox import filesystem, syscalls
from sandbox.gpu import GpuView
from sandbox.limits import MEBIBYTE, apply_resource_limits, go_first_without_memory
from sandbox.order import Order
from sandbox.user_map import INSIDE_UID, UserMap
from sandbox.watch import Watch
from sandbox.wire import Channel, FrameKind, FrameSocket

WATCH_SECONDS = 0.1
GPU_RESERVED_MB = 32_768
"""Private memory that a CUDA driver and its libraries map and mostly do not touch."""
Entry = Callable[[Channel], None]


@dataclass(frozen=True, kw_only=True)
class Warm:
    """What a warm process prepares once for all jails that it forks."""

    root: str
    tree: filesystem.Tree
    filter: bytes
    gpu_filter: bytes = b""


@dataclass(frozen=True, kw_only=True)
class MadeJail:
    """A jail that is made and waits for its one order. It ends when ``orders`` is closed without one."""

    keeper: int
    orders: socket.socket

    def give(self, order: Order) -> None:
        """Have it do its job; ``OSError`` when it is gone."""
        with self.orders:
            order.send(self.orders)


@dataclass(frozen=True, kw_only=True)
class _Making:
    """What a jail is made from, on its way from fork to fork."""

    warm: Warm
    entry: Entry
    gpu: GpuView | None
    groups: tuple[int, ...]


def make_jail(warm: Warm, entry: Entry, gpu: GpuView | None = None, groups: tuple[int, ...] = ()) -> MadeJail:
    """Fork a jail that will run ``entry``; the keeper is the caller's to reap. The caller must be single-threaded.

    It enters the control groups behind the descriptors ``groups``, which stay the caller's, before it has its order.
    Once it has its order, the keeper sends over the report socket one ``EVENT`` frame ``{"opened": seconds, "inmate":
    pid}`` when the inmate is about to run, its number being the one that the server sees, and one ``END`` frame with
    how it ended.
    """
    making = _Making(warm=warm, entry=entry, gpu=gpu, groups=groups)
    mapping = UserMap.prepare()
    orders, taken = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    keeper = os.fork()
    if keeper == 0:
        _guard(lambda: _keep(making, mapping, taken))
    taken.close()
    mapping.serve(keeper)
    return MadeJail(keeper=keeper, orders=orders)


def _guard(action: Callable[[], None]) -> NoReturn:
    """Run ``action`` in a forked child that must never return into its parent's code."""
    try:
        action()
    except SystemExit as end:
        sys.stdout.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def _keep(making: _Making, mapping: UserMap, orders: socket.socket) -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _close_all_but(orders.fileno(), mapping.keeper.fileno(), *making.groups)
    inmate: _Inmate | str
    try:
        syscalls.unshare(syscalls.ALL_NAMESPACES)
        mapping.make()
        inmate = _Inmate.fork(making, orders)
    except OSError as error:
        inmate = str(error)
    if isinstance(inmate, _Inmate):
        # One that dies before it has an order, as where memory is short, is not to be given one.
        watched: list[int | socket.socket] = [orders, inmate.pidfd]
        readable, _, _ = select.select(watched, [], [])
        if inmate.pidfd in readable:
            return
    order = Order.receive(orders, making.gpu)
    orders.close()
    if order is not None:
        report = FrameSocket(order.connections.report)
        end = {"failed": inmate} if isinstance(inmate, str) else _do(order, inmate, report)
        with contextlib.suppress(Exception):
            report.send(FrameKind.END, end)


@dataclass(frozen=True, kw_only=True)
class _Inmate:
    """The keeper's view of the process in the jail: ``opening`` is the pipe on which it says how far it came."""

    pid: int
    pidfd: int
    orders: socket.socket
    opening: int

    @classmethod
    def fork(cls, making: _Making, of_keeper: socket.socket) -> _Inmate:
        orders, taken = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        opening, opened = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(opening)
            orders.close()
            of_keeper.close()
            _guard(lambda: _live(making, taken, opened))
        for descriptor in (opened, *making.groups):
            os.close(descriptor)
        taken.close()
        return cls(pid=pid, pidfd=os.pidfd_open(pid), orders=orders, opening=opening)


def _do(order: Order, inmate: _Inmate, report: FrameSocket) -> dict[str, Any]:
    """Pass the order on, watch over what comes of it, and return how it ended."""
    began, connections = time.monotonic(), order.connections
    try:
        with inmate.orders:
            order.send(inmate.orders)
        connections.close()
        problem = _read_all(inmate.opening)
        if problem != _OPENED:
            raise OSError(problem.decode(errors="replace"))
        report.send(FrameKind.EVENT, {"opened": time.monotonic() - began, "inmate": inmate.pid})
        return _watch(inmate, Watch(order.limits, has_gpu=connections.gpu is not None), connections.report)
    except OSError as error:
        return {"failed": str(error)}


_OPENED = b"opened"


def _read_all(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def _close_all_but(*kept: int) -> None:
    null = os.open("/dev/null", os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    previous = 2
    for descriptor in sorted(kept):
        os.closerange(previous + 1, descriptor)
        previous = descriptor
    os.closerange(previous + 1, 1 << 20)


def _watch(inmate: _Inmate, watch: Watch, report: socket.socket) -> dict[str, Any]:
    """Wait for the inmate; kill it on order, when the server is gone, or over its memory. Return how it ended."""
    watched: list[int | socket.socket] = [inmate.pidfd, report]
    over = None
    while True:
        readable, _, _ = select.select(watched, [], [], WATCH_SECONDS)
        if inmate.pidfd in readable:
            break
        over = None if report in readable else watch.over()
        if report in readable or over:
            os.kill(inmate.pid, signal.SIGKILL)
            break
    _, status, usage = os.wait4(inmate.pid, 0)
    return {
        "exit_code": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else None,
        "over": over or watch.full_files(),
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_memory_mb": watch.memory.peak / MEBIBYTE,
    }


def _live(making: _Making, orders: socket.socket, opened: int) -> None:
    gpu = making.gpu
    try:
        # A signal to one's own process group would reach the server and other jails in theirs.
        os.setsid()
        go_first_without_memory()
        filesystem.build(making.warm.root, making.warm.tree, gpu)
        socket.sethostname("jail")
        _join(making.groups)
        order = Order.receive(orders, gpu)
        orders.close()
        if order is None:
            return
        order.connections.report.close()
        _join(order.connections.groups)
        filesystem.resize(order.limits.files_mb)
        apply_resource_limits(order.limits, GPU_RESERVED_MB if gpu else 0)
        _give_up_privileges(making.warm.gpu_filter if gpu else making.warm.filter)
    except BaseException:
        os.write(opened, traceback.format_exc().encode())
        raise
    os.write(opened, _OPENED)
    os.close(opened)
    _print_to(order.connections.output)
    making.entry(Channel(order.connections.channel))
    sys.stdout.flush()
    sys.stderr.flush()
    # The server learns of the end now; giving the memory of a large process back takes the kernel a while.
    order.connections.channel.close()


def _print_to(output: int) -> None:
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(output)
    sys.stdout = open(1, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)  # noqa: SIM115


def _join(groups: tuple[int, ...]) -> None:
    """Enter the control groups behind the descriptors, and close them."""
    for descriptor in groups:
        os.write(descriptor, b"0")
        os.close(descriptor)


def _give_up_privileges(filter_program: bytes) -> None:
    """Leave no way back: no capability, no group, another user, no new privileges, and the system call filter."""
    syscalls.drop_bounding_capabilities()
    if os.getuid() != INSIDE_UID:
        os.setgroups([])
        os.setresgid(INSIDE_UID, INSIDE_UID, INSIDE_UID)
        os.setresuid(INSIDE_UID, INSIDE_UID, INSIDE_UID)
    syscalls.clear_capabilities()
    # The change of user made the process undumpable, which would hide its memory figures from the keeper.
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 1)
    # A change of user clears the parent-death signal, so it is set after it.
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    syscalls.install_filter(filter_program)
