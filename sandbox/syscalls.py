"""The few Linux system calls that a jail needs and Python 3.11 does not offer. Each raises ``OSError``."""

from __future__ import annotations

import ctypes
import os
import platform

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
ALL_NAMESPACES = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET

MS_RDONLY = 0x1
MS_NOSUID = 0x2
MS_NODEV = 0x4
MS_NOEXEC = 0x8
MS_REMOUNT = 0x20
MS_BIND = 0x1000
MS_REC = 0x4000
MS_PRIVATE = 0x40000
MNT_DETACH = 0x2

MOUNT_ATTR_RDONLY = 0x1
MOUNT_ATTR_NOSUID = 0x2
MOUNT_ATTR_NODEV = 0x4
AT_RECURSIVE = 0x8000
AT_FDCWD = -100

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_SECUREBITS = 28
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2
SECURE_ALL_LOCKED = 0x2F
"""NOROOT, NO_SETUID_FIXUP left off, KEEP_CAPS off and locked, NO_CAP_AMBIENT_RAISE; see capabilities(7)."""

_NUMBERS = {
    "x86_64": {"pivot_root": 155, "capset": 126, "mount_setattr": 442},
    "aarch64": {"pivot_root": 41, "capset": 91, "mount_setattr": 442},
}
_CAPABILITY_VERSION_3 = 0x20080522
_LAST_CAPABILITY = 40
_libc = ctypes.CDLL(None, use_errno=True)


class _MountAttributes(ctypes.Structure):
    _fields_ = (
        ("set", ctypes.c_uint64),
        ("clear", ctypes.c_uint64),
        ("propagation", ctypes.c_uint64),
        ("userns_fd", ctypes.c_uint64),
    )


class _CapabilityHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _SocketFilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def is_supported_machine() -> bool:
    """Whether the numbers of the system calls are known for this processor."""
    return platform.machine() in _NUMBERS


def _check(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def _syscall(name: str, *arguments: object) -> int:
    number = _NUMBERS[platform.machine()][name]
    return _check(_libc.syscall(ctypes.c_long(number), *arguments), name)


def unshare(flags: int) -> None:
    """Move the calling process into new namespaces (unshare(2))."""
    _check(_libc.unshare(ctypes.c_int(flags)), "unshare")


def mount(source: str, target: str, kind: str | None, flags: int, data: str = "") -> None:
    """Mount ``source`` on ``target`` (mount(2))."""
    result = _libc.mount(
        source.encode(), target.encode(), kind.encode() if kind else None, ctypes.c_ulong(flags), data.encode()
    )
    _check(result, f"mount {target}")


def bind_read_only(source: str, target: str) -> None:
    """Bind ``source`` and what is mounted below it on ``target``: read-only, no devices, no set-uid."""
    mount(source, target, None, MS_BIND | MS_REC)
    set_mount_attributes(target, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV)


def set_mount_attributes(target: str, attributes: int) -> None:
    """Set ``attributes`` on the mount at ``target`` and all below it (mount_setattr(2), Linux 5.12)."""
    structure = _MountAttributes(set=attributes)
    _syscall(
        "mount_setattr",
        ctypes.c_int(AT_FDCWD),
        ctypes.c_char_p(target.encode()),
        ctypes.c_uint(AT_RECURSIVE),
        ctypes.byref(structure),
        ctypes.c_size_t(ctypes.sizeof(structure)),
    )


def unmount(target: str) -> None:
    """Detach the mount at ``target`` with all below it (umount2(2))."""
    _check(_libc.umount2(target.encode(), ctypes.c_int(MNT_DETACH)), f"umount {target}")


def pivot_root(new_root: str, put_old: str) -> None:
    """Make ``new_root`` the root and put the old one at ``put_old`` (pivot_root(2))."""
    _syscall("pivot_root", ctypes.c_char_p(new_root.encode()), ctypes.c_char_p(put_old.encode()))


def prctl(option: int, *arguments: int) -> None:
    """Operate on the calling process (prctl(2))."""
    padded = (*arguments, 0, 0, 0, 0)[:4]
    _check(_libc.prctl(ctypes.c_int(option), *(ctypes.c_ulong(value) for value in padded)), f"prctl {option}")


def drop_bounding_capabilities() -> None:
    """Make sure that no later ``execve`` gives a capability, and lock that."""
    for capability in range(_LAST_CAPABILITY + 1):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            break
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    prctl(PR_SET_SECUREBITS, SECURE_ALL_LOCKED)


def clear_capabilities() -> None:
    """Give up every effective, permitted and inheritable capability (capset(2))."""
    header = _CapabilityHeader(_CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)()
    _syscall("capset", ctypes.byref(header), ctypes.byref(data))


def install_filter(program: bytes) -> None:
    """Install the classic BPF ``program`` as a seccomp filter of the calling thread and its children."""
    buffer = ctypes.create_string_buffer(program, len(program))
    structure = _SocketFilterProgram(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    result = _libc.prctl(
        ctypes.c_int(PR_SET_SECCOMP), ctypes.c_ulong(SECCOMP_MODE_FILTER), ctypes.byref(structure), 0, 0
    )
    _check(result, "seccomp filter")
