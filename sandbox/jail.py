"""A jail: one process tree with its own users, files, processes, network, IPC and host name.

``open_jail`` forks a *keeper*, which enters new namespaces and forks the *inmate*. The inmate is process 1 of its
process namespace: when it ends, the kernel kills all that it started. It builds its file system, gives up every
privilege and then runs one entry function. The keeper stays outside the process namespace, waits, watches the
memory, kills on order or when the server is gone, and reports the end.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import random
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from sandbox import filesystem, syscalls
from sandbox.gpu import GpuView
from sandbox.limits import MEBIBYTE, Limits, apply_resource_limits, go_first_without_memory
from sandbox.watch import Watch
from sandbox.wire import Channel, FrameKind, FrameSocket

INSIDE_UID = 1000
ROOT_MODE_UID = 64_000
"""Host uid of the code in a jail when the server is root."""
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
class Connections:
    """What a jail is given: the channel, what it prints to, the keeper's report, control groups, and part of a GPU."""

    channel: socket.socket
    output: int
    report: socket.socket
    groups: tuple[int, ...] = ()
    gpu: GpuView | None = None


def open_jail(warm: Warm, limits: Limits, connections: Connections, entry: Entry, gpu: GpuView | None = None) -> int:
    """Fork a jail that runs ``entry`` and return the keeper's pid, for the caller to reap.

    The caller must be single-threaded. Over the report socket the keeper sends one ``EVENT`` frame
    ``{"opened": seconds, "inmate": pid}`` when the inmate is about to run, its number being the one that the server
    sees, and one ``END`` frame with how it ended.
    """
    mapping = _Mapping.prepare()
    keeper = os.fork()
    if keeper == 0:
        _guard(lambda: _keep(warm, limits, connections, entry, mapping))
    mapping.serve(keeper)
    return keeper


@dataclass(frozen=True, kw_only=True)
class _Mapping:
    """How the keeper's user namespace gets its user map: from its parent when that is root, else by itself.

    Either way the inmate is ``INSIDE_UID`` inside and nobody of importance outside.
    """

    uid: int
    gid: int
    parent: socket.socket
    keeper: socket.socket

    @classmethod
    def prepare(cls) -> _Mapping:
        parent, keeper = socket.socketpair()
        return cls(uid=os.geteuid(), gid=os.getegid(), parent=parent, keeper=keeper)

    def serve(self, keeper: int) -> None:
        """Called by the parent: write the maps when the keeper asks, where that takes root."""
        self.keeper.close()
        if self.uid == 0 and self.parent.recv(1):
            lines = f"0 0 1\n{INSIDE_UID} {ROOT_MODE_UID} 1\n"
            with contextlib.suppress(OSError):
                Path(f"/proc/{keeper}/uid_map").write_text(lines)
                Path(f"/proc/{keeper}/gid_map").write_text(lines)
                self.parent.send(b"1")
        self.parent.close()

    def make(self) -> None:
        """Called by the keeper right after it entered its user namespace."""
        if self.uid == 0:
            self.keeper.send(b"1")
            if self.keeper.recv(1) != b"1":
                raise OSError("the server could not map the jail's users")
        else:
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{INSIDE_UID} {self.uid} 1\n")
            Path("/proc/self/gid_map").write_text(f"{INSIDE_UID} {self.gid} 1\n")
        self.keeper.close()


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


def _keep(warm: Warm, limits: Limits, connections: Connections, entry: Entry, mapping: _Mapping) -> None:
    began = time.monotonic()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _close_all_but(connections, mapping)
    report = FrameSocket(connections.report)
    try:
        syscalls.unshare(syscalls.ALL_NAMESPACES)
        mapping.make()
        opening, opened = os.pipe()
        inmate = os.fork()
        if inmate == 0:
            os.close(opening)
            connections.report.close()
            _guard(lambda: _live(warm, limits, connections, entry, opened))
        connections.channel.close()
        for descriptor in (opened, connections.output, *connections.groups):
            os.close(descriptor)
        problem = _read_all(opening)
        if problem != _OPENED:
            raise OSError(problem.decode(errors="replace"))
        report.send(FrameKind.EVENT, {"opened": time.monotonic() - began, "inmate": inmate})
        end = _watch(inmate, Watch(limits, has_gpu=connections.gpu is not None), connections.report)
    except OSError as error:
        end = {"failed": str(error)}
    with contextlib.suppress(Exception):
        report.send(FrameKind.END, end)


_OPENED = b"opened"


def _read_all(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def _close_all_but(connections: Connections, mapping: _Mapping) -> None:
    null = os.open("/dev/null", os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    kept = {
        connections.channel.fileno(),
        connections.output,
        connections.report.fileno(),
        mapping.keeper.fileno(),
        *connections.groups,
    }
    previous = 2
    for descriptor in sorted(kept):
        os.closerange(previous + 1, descriptor)
        previous = descriptor
    os.closerange(previous + 1, 1 << 20)


def _watch(inmate: int, watch: Watch, report: socket.socket) -> dict[str, Any]:
    """Wait for the inmate; kill it on order, when the server is gone, or over its memory. Return how it ended."""
    pidfd = os.pidfd_open(inmate)
    watched: list[int | socket.socket] = [pidfd, report]
    over = None
    while True:
        readable, _, _ = select.select(watched, [], [], WATCH_SECONDS)
        if pidfd in readable:
            break
        over = None if report in readable else watch.over()
        if report in readable or over:
            os.kill(inmate, signal.SIGKILL)
            break
    _, status, usage = os.wait4(inmate, 0)
    return {
        "exit_code": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else None,
        "over": over or watch.full_files(),
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_memory_mb": watch.memory.peak / MEBIBYTE,
    }


def _live(warm: Warm, limits: Limits, connections: Connections, entry: Entry, opened: int) -> None:
    try:
        # A signal to one's own process group would reach the server and other jails in theirs.
        os.setsid()
        _join(connections.groups)
        go_first_without_memory()
        filesystem.build(warm.root, warm.tree, limits.files_mb, connections.gpu)
        socket.sethostname("jail")
        apply_resource_limits(limits, GPU_RESERVED_MB if connections.gpu else 0)
        _give_up_privileges(warm.gpu_filter if connections.gpu else warm.filter)
    except BaseException:
        os.write(opened, traceback.format_exc().encode())
        raise
    os.write(opened, _OPENED)
    os.close(opened)
    os.dup2(connections.output, 1)
    os.dup2(connections.output, 2)
    os.close(connections.output)
    sys.stdout = open(1, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)  # noqa: SIM115
    entry(Channel(connections.channel))
    sys.stdout.flush()
    sys.stderr.flush()
    # The server learns of the end now; giving the memory of a large process back takes the kernel a while.
    connections.channel.close()


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


def run_program(channel: Channel, gpu: GpuView | None = None) -> None:
    """The usual entry: receive a program, write its files into the working folder, and call its entry function."""
    program = channel.start()
    _restore_defaults()
    if gpu is not None:
        from sandbox import gpu_start

        gpu_start.use(gpu)
    for name, content in program["files"].items():
        target = Path(filesystem.BOX, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    sys.path.append(filesystem.BOX)
    module, _, function = program["entry"].partition(":")
    getattr(importlib.import_module(module), function)(channel, program["arguments"])


def _restore_defaults() -> None:
    os.environ.clear()
    os.environ.update({"HOME": "/tmp", "LANG": "C.UTF-8", "TMPDIR": "/tmp", "PATH": ""})
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # TensorFlow allocates hundreds of thousands of objects while it traces; collecting less often saves some 5 %.
    gc.set_threshold(50_000, 20, 20)
    # All jails are forks of one process, so they would all draw the same "random" numbers.
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
