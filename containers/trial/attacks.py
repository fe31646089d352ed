"""The attack suite against the composed sandboxes, through the sockets in their volumes."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

from containers.trial.shell import REPOSITORY, CannotTryError, TrialFailedError, run
from containers.trial.site import SANDBOXES, Site

SUITE = REPOSITORY / "tests" / "attacks"
_COUNT = """
import json, os
print(json.dumps({
    "processes": sum(name.isdigit() for name in os.listdir("/proc")),
    "mounts": len(open("/proc/self/mountinfo").readlines()),
    "files": sum(len(files) + len(folders) for _, folders, files in os.walk("/tmp")),
}))
"""


def attack_modules() -> list[str]:
    """Return the modules of the suite; what lies deeper is material for them."""
    found = [*SUITE.glob("test_*.py"), *SUITE.glob("wire/test_*.py")]
    return sorted(str(path.relative_to(REPOSITORY)) for path in found)


def share_sockets(site: Site, folder: Path) -> str:
    """Return the pattern of the sandboxes' sockets. ``CannotTryError`` where this user cannot reach the volumes."""
    for service in SANDBOXES:
        environment = service.removeprefix("sandbox-")
        target = site.socket_folder(environment)
        if not os.access(target / "sandbox.sock", os.W_OK):
            raise CannotTryError("this user cannot reach the volumes of the engine; root on the engine's host can")
        (folder / environment).symlink_to(target)
    return str(folder / "{environment}" / "sandbox.sock")


def run_attacks(module: str, sockets: str) -> str:
    """Run one module of the suite, in a process of its own, and return its closing line. ``TrialFailedError``."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", module]
    return _closing_line(run(command, environment={"BACKPASS_TEST_SANDBOX": sockets}))


def left_behind(site: Site) -> dict[str, dict[str, int]]:
    """Return the processes, mounts and temporary files of each sandbox, to compare before and after."""
    return {service: json.loads(site.python(service, _COUNT)) for service in SANDBOXES}


def restarts(site: Site) -> int:
    """Return how often the sandboxes were started anew, and fail where one is not healthy."""
    count = 0
    for service in SANDBOXES:
        described = site.inspect(service)
        if described["State"]["Health"]["Status"] != "healthy":
            raise TrialFailedError(f"{service} is {described['State']['Health']['Status']}")
        count += described["RestartCount"]
    return count


def errors_logged(site: Site) -> str:
    """Return what the sandboxes logged as errors."""
    logged = [site.engine.docker("logs", site.container(service)) for service in SANDBOXES]
    return "\n".join(line for log in logged for line in log.splitlines() if "ERROR" in line or "Traceback" in line)


def _closing_line(printed: str) -> str:
    lines = [line.strip("= ") for line in printed.splitlines() if re.search(r"\d+ (passed|failed|skipped)", line)]
    if not lines or " passed" not in lines[-1]:
        raise TrialFailedError("the attack suite ran no test")
    return lines[-1]
