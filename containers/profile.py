"""Writes seccomp.json, the system call profile of the sandbox containers: ``python -m containers.profile``.

It follows the code: what a jail's own filter lets student code do, and on top of that exactly the calls, with their
flags, by which `sandbox.jail` and `sandbox.filesystem` make a jail. All else fails with ``EPERM``.
"""

from __future__ import annotations

import errno
import json
import re
import socket
import textwrap
from pathlib import Path
from typing import Any

from sandbox import filter as jail
from sandbox import syscalls

PROFILE = Path(__file__).resolve().parent / "seccomp.json"
MACHINES = ("SCMP_ARCH_X86_64", "SCMP_ARCH_AARCH64")
_PRIVATE = syscalls.MS_NOSUID | syscalls.MS_NODEV
MOUNTS = {
    "keep its mounts to itself (MS_REC | MS_PRIVATE)": syscalls.MS_REC | syscalls.MS_PRIVATE,
    "its root (MS_NOSUID | MS_NODEV)": _PRIVATE,
    "its private folders (MS_NOSUID | MS_NODEV | MS_NOEXEC)": _PRIVATE | syscalls.MS_NOEXEC,
    "their size, for the job (MS_REMOUNT and those)": syscalls.MS_REMOUNT | _PRIVATE | syscalls.MS_NOEXEC,
    "its /proc (MS_RDONLY and those)": _PRIVATE | syscalls.MS_NOEXEC | syscalls.MS_RDONLY,
    "a device (MS_BIND)": syscalls.MS_BIND,
    "a folder to read (MS_BIND | MS_REC)": syscalls.MS_BIND | syscalls.MS_REC,
    "make its root read-only (MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)": (
        syscalls.MS_REMOUNT | syscalls.MS_BIND | syscalls.MS_RDONLY | _PRIVATE
    ),
}
"""What a jail mounts, and the flags of that mount."""

LOOKED_AT_CLOSER = ("fcntl", "ioctl", "mmap", "prlimit64", "setrlimit")
"""What code in a jail may do in part, and the server or the making of a jail needs whole."""

Rule = dict[str, Any]


def profile() -> dict[str, Any]:
    """Return the profile as the engine reads it."""
    return {
        "defaultAction": "SCMP_ACT_ERRNO",
        "defaultErrnoRet": errno.EPERM,
        "archMap": [{"architecture": machine} for machine in MACHINES],
        "syscalls": [*_rules_of_programs(), *_rules_of_jails()],
    }


def _rules_of_programs() -> list[Rule]:
    rules = [
        _allow("A program and its files, memory, processes, signals, time and waiting", sorted(jail.ALLOWED)),
        _allow("A program, where a jail's own filter looks closer", sorted(LOOKED_AT_CLOSER)),
        _allow("What a warm process does before there are jails, which only seem to do it", sorted(jail.IGNORED)),
        _allow("Unix sockets and no others", ["socket", "socketpair"], _equals(0, socket.AF_UNIX)),
        _allow("Processes and threads without namespaces", ["clone"], _lacks(0, jail.CLONE_NAMESPACE_FLAGS)),
        _allow("The server and its warm processes", ["execve"]),
    ]
    for name, position in sorted(jail.FLAGS_OF_MESSAGES.items()):
        rules.append(_allow("Messages, none out of band (MSG_OOB)", [name], _lacks(position, socket.MSG_OOB)))
    answer = {"action": "SCMP_ACT_ERRNO", "errnoRet": errno.ENOSYS}
    return [*rules, {**_allow("No filter can read its flags; glibc falls back to clone", ["clone3"]), **answer}]


def _rules_of_jails() -> list[Rule]:
    return [
        _allow("A jail: all its namespaces at once", ["unshare"], _equals(0, syscalls.ALL_NAMESPACES)),
        _allow("The doctor: may user namespaces be made?", ["unshare"], _equals(0, syscalls.CLONE_NEWUSER)),
        *(_allow(f"A jail: {what}", ["mount"], _equals(3, flags)) for what, flags in MOUNTS.items()),
        _allow("A jail: all that it may read is read-only", ["mount_setattr"]),
        _allow("A jail: enter its root", ["pivot_root"]),
        _allow("A jail: leave the container's files (MNT_DETACH)", ["umount2"], _equals(1, syscalls.MNT_DETACH)),
        _allow("A jail: its host name", ["sethostname"]),
        _allow("A jail: give up every capability, and install its own filter", ["capset", "prctl"]),
    ]


def _allow(comment: str, names: list[str], argument: Rule | None = None) -> Rule:
    rule = {"comment": comment, "names": names, "action": "SCMP_ACT_ALLOW"}
    return rule if argument is None else {**rule, "args": [argument]}


def _equals(index: int, value: int) -> Rule:
    return {"index": index, "value": value, "op": "SCMP_CMP_EQ"}


def _lacks(index: int, bits: int) -> Rule:
    return {"index": index, "value": bits, "valueTwo": 0, "op": "SCMP_CMP_MASKED_EQ"}


def as_text(content: dict[str, Any]) -> str:
    """Return the profile as JSON that a person can read: short lists on one line, long ones filled."""
    text = json.dumps(content, indent=2)
    text = re.sub(r"\{\s+(\"(?:architecture|index)\"[^{}]*?)\s+\}", _on_one_line, text)
    text = re.sub(r"\[\s+(\{[^\[\]{}]*\})\s+\](?=\s+\})", r"[\1]", text)
    return re.sub(r"\"names\": \[\s+([^\]]*?)\s+\]", _filled, text) + "\n"


def _on_one_line(found: re.Match[str]) -> str:
    return "{" + re.sub(r"\s+", " ", found[1]) + "}"


def _filled(found: re.Match[str]) -> str:
    names = re.sub(r"\s+", " ", found[1])
    if len(names) < 80:
        return f'"names": [{names}]'
    indent = " " * 8
    return '"names": [\n' + textwrap.fill(names, 110, initial_indent=indent, subsequent_indent=indent) + "\n      ]"


if __name__ == "__main__":
    PROFILE.write_text(as_text(profile()))
