"""What this host can isolate, what is missing, and what to do about it."""

from __future__ import annotations

import os
import platform
import socket
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox import filesystem, syscalls
from sandbox.cgroup import Groups
from sandbox.errors import IsolationMissing
from sandbox.jail import Warm, make_jail
from sandbox.limits import Limits
from sandbox.order import Connections, Order
from sandbox.wire import Channel, FrameKind, FrameSocket

OLDEST_KERNEL = (5, 14)
_PROBE_SECONDS = 20.0


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at: whether it is as a jail needs it, and what to do where it is not."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def examine() -> list[Finding]:
    """Look at the host, then open a real jail and look at it from inside. Single-threaded callers only."""
    findings = [_machine(), _kernel(), _seccomp_library(), _user_namespaces(), _privileges()]
    if all(finding.ok for finding in findings):
        findings += _probe()
    return [*findings, _control_groups(), _gpu()]


def require_isolation() -> None:
    """Raise ``IsolationMissing``, naming each gap and its remedy, unless this host can isolate."""
    gaps = [finding for finding in examine() if not finding.ok]
    if gaps:
        lines = [f"- {gap.name}: {gap.detail} {gap.remedy}".rstrip() for gap in gaps]
        raise IsolationMissing("this host cannot isolate student code:\n" + "\n".join(lines))


def _machine() -> Finding:
    ok = platform.system() == "Linux" and syscalls.is_supported_machine()
    detail = f"{platform.system()} on {platform.machine()}"
    return Finding(name="system", ok=ok, detail=detail, remedy="" if ok else "Use Linux on x86_64 or aarch64.")


def _kernel() -> Finding:
    release = platform.release()
    numbers = tuple(int(part) for part in release.split("-")[0].split(".")[:2] if part.isdigit())
    ok = numbers >= OLDEST_KERNEL
    remedy = "" if ok else f"Linux {OLDEST_KERNEL[0]}.{OLDEST_KERNEL[1]} or later is needed."
    return Finding(name="kernel", ok=ok, detail=release, remedy=remedy)


def _seccomp_library() -> Finding:
    from sandbox.filter import build_filter

    try:
        size = len(build_filter()) // 8
    except (ImportError, OSError, RuntimeError) as error:
        remedy = "Install libseccomp (Debian and Ubuntu: apt install libseccomp2; Fedora: dnf install libseccomp)."
        return Finding(name="system call filter", ok=False, detail=str(error), remedy=remedy)
    return Finding(name="system call filter", ok=True, detail=f"libseccomp made a filter of {size} instructions")


def _user_namespaces() -> Finding:
    if _in_child(lambda: syscalls.unshare(syscalls.CLONE_NEWUSER)):
        return Finding(name="user namespaces", ok=True, detail="may be created")
    return Finding(name="user namespaces", ok=False, detail="may not be created.", remedy=_namespace_remedy())


def _in_child(action: Callable[[], None]) -> bool:
    pid = os.fork()
    if pid == 0:
        try:
            action()
        except BaseException:  # noqa: BLE001
            os._exit(1)
        os._exit(0)
    return os.waitpid(pid, 0)[1] == 0


def _namespace_remedy() -> str:
    if _read_number("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == 1:
        return (
            "AppArmor restricts them (Ubuntu 24.04 and later): set kernel.apparmor_restrict_unprivileged_userns=0 with "
            "sysctl, or give this Python an AppArmor profile with the rule 'userns,'."
        )
    if _read_number("/proc/sys/kernel/unprivileged_userns_clone") == 0:
        return "Set kernel.unprivileged_userns_clone=1 with sysctl."
    if _read_number("/proc/sys/user/max_user_namespaces") == 0:
        return "Set user.max_user_namespaces to 1000 or more with sysctl."
    return "In a container, allow the unshare system call in its seccomp profile."


def _read_number(path: str) -> int | None:
    try:
        return int(Path(path).read_text())
    except (OSError, ValueError):
        return None


def _privileges() -> Finding:
    if os.geteuid() != 0:
        return Finding(name="privileges", ok=True, detail=f"ordinary user, uid {os.geteuid()}")
    capabilities = _effective_capabilities()
    missing = [
        name for name, number in (("setuid", 7), ("setgid", 6), ("sys_admin", 21)) if not capabilities >> number & 1
    ]
    if missing:
        remedy = "Run the server as an ordinary user."
        return Finding(name="privileges", ok=False, detail=f"root without {', '.join(missing)}.", remedy=remedy)
    return Finding(name="privileges", ok=True, detail="root; jails run as an unprivileged user")


def _effective_capabilities() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("CapEff:"):
            return int(line.split()[1], 16)
    return 0


def _control_groups() -> Finding:
    groups = Groups.of_this_process()
    groups.close()
    if groups.reason:
        detail = f"{groups.reason}; resource limits and the watch do without"
    else:
        names = sorted(set().union(*(hierarchy.controllers for hierarchy in groups.hierarchies)))
        detail = f"version {groups.hierarchies[0].version}: {', '.join(names)}"
    return Finding(name="control groups", ok=True, detail=detail)


def _gpu() -> Finding:
    devices = sorted(str(path) for path in Path("/dev").glob("nvidia[0-9]*"))
    return Finding(name="GPU", ok=True, detail=", ".join(devices) or "none found; jails use the CPU")


def _probe() -> list[Finding]:
    """Open a jail and report what the code in it finds."""
    from sandbox.filter import build_filter

    with tempfile.TemporaryDirectory(prefix="backpass-doctor-") as root:
        warm = Warm(root=root, tree=filesystem.Tree.of_this_python(), filter=build_filter())
        try:
            facts = _ask_a_jail(warm)
        except (OSError, TimeoutError) as error:
            return [
                Finding(name="jail", ok=False, detail=f"could not be opened: {error}", remedy=_jail_remedy(str(error)))
            ]
    return [Finding(name=f"jail: {name}", ok=bool(ok), detail=str(detail)) for name, (ok, detail) in facts.items()]


def _jail_remedy(problem: str) -> str:
    if "/proc" in problem:
        return (
            "Parts of /proc are covered by an outer container: give it systempaths=unconfined (docker --security-opt)."
        )
    return "In a container, allow unshare, mount, pivot_root and mount_setattr in its seccomp and AppArmor profiles."


def _ask_a_jail(warm: Warm) -> dict[str, Any]:
    channel, jail_channel = socket.socketpair()
    report, keeper_report = socket.socketpair()
    output = os.open("/dev/null", os.O_WRONLY)
    connections = Connections(channel=jail_channel, output=output, report=keeper_report)
    jail = make_jail(warm, _report_facts)
    jail.give(Order(limits=Limits(), connections=connections))
    jail_channel.close()
    keeper_report.close()
    os.close(output)
    try:
        frames = FrameSocket(report)
        first = frames.receive(_PROBE_SECONDS)
        if first is None or first.kind is not FrameKind.EVENT:
            raise OSError(first.body().get("failed", "") if first else "its keeper died")
        answer = FrameSocket(channel).receive(_PROBE_SECONDS)
        if answer is None:
            raise OSError("the code in it died")
        facts: dict[str, Any] = answer.body()["data"]
        return facts
    finally:
        report.close()
        channel.close()
        os.waitpid(jail.keeper, 0)


def _report_facts(channel: Channel) -> None:
    status = dict(line.split(":\t", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":\t" in line)
    privileges = {name: status[name].strip() for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")}
    facts = {
        "user": (os.getuid() != 0, f"uid {os.getuid()}"),
        "processes": (os.getpid() == 1 and _pids() == ["1"], f"sees only processes {', '.join(_pids())}"),
        "capabilities": (all(int(value, 16) == 0 for value in privileges.values()), "none"),
        "no new privileges": (status["NoNewPrivs"].strip() == "1", status["NoNewPrivs"].strip()),
        "system call filter": (status["Seccomp"].strip() == "2", "installed"),
        "network": (_fails(lambda: socket.socket(socket.AF_INET)), "no internet sockets"),
        "host name": (socket.gethostname() == "jail", socket.gethostname()),
        "file system": (
            not os.access("/", os.W_OK) and ".host" not in os.listdir("/"),
            " ".join(sorted(os.listdir("/"))),
        ),
        "working folder": (_can_write(filesystem.BOX), f"{filesystem.BOX} may be written"),
    }
    channel.event("facts", {name: list(value) for name, value in facts.items()})


def _pids() -> list[str]:
    return [name for name in os.listdir("/proc") if name.isdigit()]


def _fails(action: Callable[[], object]) -> bool:
    try:
        action()
    except OSError:
        return True
    return False


def _can_write(folder: str) -> bool:
    path = Path(folder, "probe")
    path.write_text("probe")
    path.unlink()
    return True
