"""The sandbox container's system call profile: closed by default, and wide enough for a jail."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyseccomp
import pytest

from containers.profile import profile as made_profile
from sandbox import syscalls
from sandbox.environments import VARIABLES
from sandbox.filter import ALLOWED, FLAGS_OF_MESSAGES, IGNORED

OPERATIONS = {"SCMP_CMP_EQ": pyseccomp.EQ, "SCMP_CMP_MASKED_EQ": pyseccomp.MASKED_EQ}
RunUnderProfile = Callable[[list[str]], "subprocess.CompletedProcess[str]"]
SANDBOX_USER = 10001
_ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN = (
    "setns", "ptrace", "process_vm_readv", "process_vm_writev", "bpf", "perf_event_open", "userfaultfd",
    "io_uring_setup", "keyctl", "add_key", "request_key", "init_module", "finit_module", "delete_module", "kexec_load",
    "kexec_file_load", "open_by_handle_at", "name_to_handle_at", "fsopen", "fsmount", "open_tree", "move_mount",
    "mknod", "mknodat", "chroot", "setuid", "setgid", "setresuid", "setgroups", "swapon", "reboot", "syslog",
    "settimeofday", "clock_settime", "acct", "quotactl", "iopl", "ioperm", "personality", "shmget", "msgget", "semget",
    "memfd_create", "execveat",
)  # fmt: skip


@pytest.fixture(scope="module")
def profile() -> dict[str, Any]:
    path = Path(__file__).resolve().parents[2] / "containers" / "seccomp.json"
    content: dict[str, Any] = json.loads(path.read_text())
    return content


@pytest.fixture
def under_profile(profile: dict[str, Any]) -> RunUnderProfile:
    """Runs a command as a sandbox container would: an ordinary user, no new privileges, and the profile."""
    program = _compiled(profile)

    def prepare() -> None:
        _become_ordinary()
        syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
        syscalls.install_filter(program)

    def run(command: list[str]) -> "subprocess.CompletedProcess[str]":
        environment = {"PATH": os.environ["PATH"], "TMPDIR": tempfile.gettempdir()}
        return subprocess.run(
            command, preexec_fn=prepare, env=environment, capture_output=True, text=True, check=False, cwd=_ROOT
        )

    return run


def _become_ordinary() -> None:
    """Be another user in new namespaces, where one's files can be read still and ``execve`` gives no capability.

    What IPython keeps in the home folder of warm processes is out of sight, as in a new container.
    """
    user, group = os.geteuid(), os.getegid()
    syscalls.unshare(syscalls.CLONE_NEWUSER | syscalls.CLONE_NEWNS)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{SANDBOX_USER} {user} 1\n")
    Path("/proc/self/gid_map").write_text(f"{SANDBOX_USER} {group} 1\n")
    kept = Path(VARIABLES["HOME"], ".ipython")
    kept.mkdir(exist_ok=True)
    syscalls.mount("none", "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    syscalls.mount("kept", str(kept), "tmpfs", syscalls.MS_NOSUID, "mode=0777")


def _compiled(profile: dict[str, Any]) -> bytes:
    """The profile as the engine's libseccomp makes it."""
    rules = pyseccomp.SyscallFilter(defaction=pyseccomp.ERRNO(profile["defaultErrnoRet"]))
    for rule in profile["syscalls"]:
        allowed = rule["action"] == "SCMP_ACT_ALLOW"
        action = pyseccomp.ALLOW if allowed else pyseccomp.ERRNO(rule["errnoRet"])
        arguments = [_argument(one) for one in rule.get("args", [])]
        for name in rule["names"]:
            if pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) >= 0:
                rules.add_rule(action, name, *arguments)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _argument(given: dict[str, Any]) -> Any:
    values = [given["value"], given["valueTwo"]] if "valueTwo" in given else [given["value"]]
    return pyseccomp.Arg(given["index"], OPERATIONS[given["op"]], *values)


def _names(profile: dict[str, Any]) -> set[str]:
    return {name for rule in profile["syscalls"] if rule["action"] == "SCMP_ACT_ALLOW" for name in rule["names"]}


def test_profile_denies_what_it_does_not_name(profile: dict[str, Any]):
    assert profile["defaultAction"] == "SCMP_ACT_ERRNO"
    assert _names(profile).isdisjoint(FORBIDDEN)


def test_profile_follows_the_code(profile: dict[str, Any]):
    assert profile == made_profile(), "run: python -m containers.profile"


def test_profile_allows_nothing_but_what_jails_need_beyond_what_code_in_them_may_do(profile: dict[str, Any]):
    jail = {"unshare", "mount", "mount_setattr", "pivot_root", "umount2", "sethostname", "capset", "prctl"}
    conditional = {"clone", "mmap", "fcntl", "socket", "socketpair", *FLAGS_OF_MESSAGES}
    assert _names(profile) == set(ALLOWED) | set(IGNORED) | jail | conditional | {"execve"}


@pytest.mark.parametrize("name", ["unshare", "mount", "umount2", "clone", "socket"])
def test_profile_looks_at_the_flags(profile: dict[str, Any], name: str):
    assert all(rule.get("args") for rule in profile["syscalls"] if name in rule["names"])


def test_a_jail_opens_under_the_profile(under_profile: RunUnderProfile):
    ended = under_profile([sys.executable, "-m", "sandbox", "doctor"])
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_a_server_gets_warm_under_the_profile(under_profile: RunUnderProfile, tmp_path: Path):
    program = f"""
import logging, sys, threading
from pathlib import Path
from sandbox import Client
from sandbox.server import Server
logging.basicConfig(level="ERROR")
server = Server(Path({str(tmp_path)!r}, "socket"), ["numpy"], 1)
threading.Thread(target=server.serve, daemon=True).start()
Client({str(tmp_path / "socket")!r}).wait_until_warm()
"""
    ended = under_profile([sys.executable, "-c", program])
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize(
    "code",
    [
        "socket.socket(socket.AF_INET)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "check(libc.unshare(0x00020000))",  # A mount namespace without a user namespace of its own.
        "check(libc.setns(0, 0))",
        "check(libc.mount(b'x', b'/tmp', b'tmpfs', 0, None))",
        "check(libc.mount(b'/', b'/tmp', None, 0x2000, None))",  # MS_MOVE
        "check(libc.umount2(b'/tmp', 0))",
        "check(libc.ptrace(0, 0, 0, 0))",
        "check(libc.personality(0))",
        "os.memfd_create('x')",
        "os.setuid(os.getuid())",
        "os.chroot('/')",
        "os.mkfifo('/tmp/x')",
    ],
)
def test_what_no_jail_needs_is_refused(under_profile: RunUnderProfile, code: str):
    program = f"""
import ctypes, errno, os, socket
libc = ctypes.CDLL(None, use_errno=True)
def check(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
try:
    {code}
except OSError as error:
    print(errno.errorcode[error.errno])
"""
    ended = under_profile([sys.executable, "-c", program])
    assert ended.stdout.strip() == "EPERM", ended.stderr


def test_threads_and_processes_still_start(under_profile: RunUnderProfile):
    program = "import os, subprocess, threading; threading.Thread(target=print).start(); os.waitpid(os.fork(), 0)"
    assert under_profile([sys.executable, "-c", program]).returncode == 0
