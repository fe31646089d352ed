"""The attack suite against the composed sandboxes, through the sockets in their volumes."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

from containers.trial.shell import CannotTryError, TrialFailedError, run
from containers.trial.site import SANDBOXES, Site

SUITE = "tests/attacks"
_COUNT = """
import json, os
print(json.dumps({
    "processes": sum(name.isdigit() for name in os.listdir("/proc")),
    "mounts": len(open("/proc/self/mountinfo").readlines()),
    "files": sum(len(files) + len(folders) for _, folders, files in os.walk("/tmp")),
}))
"""


def run_attacks(site: Site, folder: Path) -> str:
    """Run the suite and return its closing line. ``CannotTryError`` where this user cannot reach the volumes."""
    sockets = folder / "sockets"
    sockets.mkdir()
    for service in SANDBOXES:
        environment = service.removeprefix("sandbox-")
        target = site.socket_folder(environment)
        if not os.access(target / "sandbox.sock", os.W_OK):
            raise CannotTryError("this user cannot reach the volumes of the engine; root on the engine's host can")
        (sockets / environment).symlink_to(target)
    pattern = str(sockets / "{environment}" / "sandbox.sock")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", SUITE]
    printed = run(command, environment={"BACKPASS_TEST_SANDBOX": pattern}, seconds=1800)
    return _closing_line(printed)


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
