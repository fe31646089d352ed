"""Which system calls code in a jail may make. libseccomp turns the list into a kernel filter.

Everything not listed fails with ``EPERM``. There is no ``execve`` (nothing in a jail needs another program), no
namespace, mount, module, key, trace, BPF, io_uring or userfaultfd call, and no socket but Unix ones, whose buffers
cannot be made larger.
"""

from __future__ import annotations

import errno
import mmap
import socket
import tempfile
from typing import Any

CLONE_NAMESPACE_FLAGS = 0x7E020080
"""CLONE_NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET."""
ANONYMOUS_SHARED = mmap.MAP_ANONYMOUS | mmap.MAP_SHARED
"""MAP_SHARED_VALIDATE has the bit of MAP_SHARED, too."""

HARMLESS_PRCTL_OPTIONS = {
    "PR_GET_PDEATHSIG": 2,
    "PR_GET_DUMPABLE": 3,
    "PR_SET_NAME": 15,
    "PR_GET_NAME": 16,
    "PR_GET_SECCOMP": 21,
    "PR_CAPBSET_READ": 23,
    "PR_GET_TIMERSLACK": 30,
    "PR_GET_NO_NEW_PRIVS": 39,
    "PR_SET_VMA": 0x53564D41,
}
"""Not PR_SET_PDEATHSIG above all: without its signal, a jail would outlive a keeper that was killed."""

FILES = """
    access chdir close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2 fadvise64 fallocate
    fchdir fdatasync fgetxattr flistxattr flock fstat fstatfs fsync ftruncate
    getcwd getdents getdents64 getxattr lgetxattr link
    linkat listxattr llistxattr lseek lstat mkdir mkdirat newfstatat open openat openat2 pread64 preadv preadv2
    pwrite64 pwritev pwritev2 read readahead readlink readlinkat readv rename renameat renameat2 rmdir sendfile stat
    statfs statx symlink symlinkat sync_file_range truncate umask unlink unlinkat write writev
    pipe pipe2 splice tee
"""
MEMORY = """
    brk madvise membarrier mincore mlock mlock2 mprotect mremap msync munlock munmap get_mempolicy set_mempolicy
    mbind set_mempolicy_home_node map_shadow_stack
"""
PROCESSES = """
    exit exit_group fork vfork wait4 waitid futex futex_waitv futex_wake futex_wait futex_requeue get_robust_list
    set_robust_list set_tid_address gettid getpid getppid getpgid getpgrp getsid setpgid setsid getuid geteuid
    getgid getegid getresuid getresgid getgroups getrlimit getrusage getpriority setpriority
    sched_getaffinity sched_setaffinity sched_getattr sched_getparam sched_getscheduler sched_get_priority_max
    sched_get_priority_min sched_rr_get_interval sched_setscheduler sched_yield getcpu rseq arch_prctl capget
    sysinfo times uname kill tgkill tkill pidfd_open pidfd_send_signal restart_syscall
"""
SIGNALS_AND_TIME = """
    rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait
    rt_tgsigqueueinfo sigaltstack signalfd signalfd4 pause alarm getitimer setitimer nanosleep clock_getres
    clock_gettime clock_nanosleep gettimeofday time timer_create timer_delete timer_getoverrun timer_gettime
    timer_settime timerfd_create timerfd_gettime timerfd_settime
"""
WAITING_AND_SOCKETS = """
    poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd
    eventfd2 connect accept accept4 bind listen getpeername getsockname getsockopt shutdown getrandom
"""
IGNORED = ["chmod", "fchmod", "fchmodat", "fchmodat2", "utime", "utimes", "utimensat", "futimesat"]
"""Succeed and do nothing. Nobody else sees a jail's files, so their modes and times do not matter to it. But where the
server is an ordinary user, ``/proc/self/exe`` leads to a file of that user's on the host: the Python itself."""
FILE_CONTROLS = (*range(8), 36, 37, 38, 1030, 1032, 1034)
"""fcntl: duplicates, flags, record locks, reading the size of a pipe and seals. Not leases (1024) and notices (1026),
which would hold up or watch others who open the same files, nor signals (8, 10, 15) or larger pipes (1031)."""
DEVICE_CONTROLS = (0x5401, 0x540F, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""ioctl: TCGETS, TIOCGPGRP, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX and FIOCLEX. File systems have others, which change
the flags of a file that is open for reading only."""
DRIVER_CONTROLS = ((0xFF00, 0x4600), (0xFFFFFF00, 0), (0xFFFFFFFF, 0x30000001), (0xFFFFFFFF, 0x30000002))
"""ioctl commands of NVIDIA's driver, as masks and values: those of type ``F`` for devices and their control node, and
plain numbers with the start and end of nvidia-uvm. As in gVisor's nvproxy and NVIDIA's open kernel modules."""
RLIMIT_CORE = 4
FLAGS_OF_MESSAGES = {"sendto": 3, "sendmsg": 2, "sendmmsg": 3, "recvfrom": 3, "recvmsg": 2, "recvmmsg": 3}
"""Which argument holds the flags. Out-of-band data of Unix sockets serves nobody and has had holes."""
ALLOWED = tuple(f"{FILES} {MEMORY} {PROCESSES} {SIGNALS_AND_TIME} {WAITING_AND_SOCKETS}".split())


def build_filter(*, for_gpu: bool = False) -> bytes:
    """Return the filter as a classic BPF program, made once and installed in every jail.

    With a GPU the driver's ``ioctl`` commands are added. CUDA talks to its driver by ``open``, ``ioctl``, ``mmap`` and
    ``poll`` of the device nodes; to the nodes that it would make (``mknod``) and the program that it would start
    (``nvidia-modprobe``) it has alternatives, so they stay forbidden. It keeps memory that the device reads over the
    bus in anonymous shared mappings, so these are added, too. The watch then counts them by size: `sandbox.memory`.

    Raises ``ImportError`` or ``OSError`` where libseccomp is missing.
    """
    import pyseccomp

    rules = pyseccomp.SyscallFilter(defaction=pyseccomp.ERRNO(errno.EPERM))
    for name in ALLOWED:
        _allow(pyseccomp, rules, name)
    _allow(pyseccomp, rules, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_NAMESPACE_FLAGS, 0))
    # Pages of an anonymous shared mapping belong to no process, so the limit of memory would not see them.
    _allow(pyseccomp, rules, "mmap", pyseccomp.Arg(3, pyseccomp.MASKED_EQ, mmap.MAP_ANONYMOUS, 0))
    _allow(pyseccomp, rules, "mmap", pyseccomp.Arg(3, pyseccomp.MASKED_EQ, ANONYMOUS_SHARED, mmap.MAP_ANONYMOUS))
    if for_gpu:
        _allow(pyseccomp, rules, "mmap", pyseccomp.Arg(3, pyseccomp.MASKED_EQ, ANONYMOUS_SHARED, ANONYMOUS_SHARED))
        for mask, value in DRIVER_CONTROLS:
            _allow(pyseccomp, rules, "ioctl", pyseccomp.Arg(1, pyseccomp.MASKED_EQ, mask, value))
    for option in HARMLESS_PRCTL_OPTIONS.values():
        _allow(pyseccomp, rules, "prctl", pyseccomp.Arg(0, pyseccomp.EQ, option))
    for control in FILE_CONTROLS:
        _allow(pyseccomp, rules, "fcntl", pyseccomp.Arg(1, pyseccomp.EQ, control))
    for control in DEVICE_CONTROLS:
        _allow(pyseccomp, rules, "ioctl", pyseccomp.Arg(1, pyseccomp.EQ, control))
    _allow(pyseccomp, rules, "setrlimit", pyseccomp.Arg(0, pyseccomp.NE, RLIMIT_CORE))
    _allow(pyseccomp, rules, "prlimit64", pyseccomp.Arg(1, pyseccomp.NE, RLIMIT_CORE))
    _allow(pyseccomp, rules, "prlimit64", pyseccomp.Arg(2, pyseccomp.EQ, 0))
    for name in IGNORED:
        _add(pyseccomp, rules, pyseccomp.ERRNO(0), name)
    for name in ("socket", "socketpair"):
        _allow(pyseccomp, rules, name, pyseccomp.Arg(0, pyseccomp.EQ, socket.AF_UNIX))
    for name, position in FLAGS_OF_MESSAGES.items():
        _allow(pyseccomp, rules, name, pyseccomp.Arg(position, pyseccomp.MASKED_EQ, socket.MSG_OOB, 0))
    # glibc falls back to clone only when it is told that clone3, whose flags no filter can read, does not exist.
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _allow(pyseccomp: Any, rules: Any, name: str, *arguments: object) -> None:
    _add(pyseccomp, rules, pyseccomp.ALLOW, name, *arguments)


def _add(pyseccomp: Any, rules: Any, action: object, name: str, *arguments: object) -> None:
    """Add a rule for a call that this processor and this libseccomp know."""
    number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    if number is not None and number >= 0:
        rules.add_rule(action, name, *arguments)
