"""Whether the running containers are as closed as docker-compose.yml promises: by what the engine says, and inside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from containers.trial.shell import REPOSITORY, TrialFailedError
from containers.trial.site import IMAGES, SANDBOXES, Site

PROFILE = REPOSITORY / "containers" / "seccomp.json"
OPEN_TO_THE_NETWORK = ("web", "worker", "postgres", "redis")
SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD")

_LOOK = """
import json, os, socket
status = dict(line.rstrip().split(":\\t", 1) for line in open("/proc/self/status") if ":\\t" in line)
def fails(action):
    try:
        action()
    except OSError as error:
        return error.strerror
    return ""
def connect(address):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as one:
        one.settimeout(3)
        one.connect(tuple(address))
print(json.dumps({
    "interfaces": sorted(os.listdir("/sys/class/net")),
    "capabilities": [status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")],
    "no_new_privileges": status["NoNewPrivs"],
    "filtered": status["Seccomp"],
    "user": os.getuid(),
    "root_write": fails(lambda: open("/probe", "w")),
    "own_write": fails(lambda: open("/opt/backpass/probe", "w")),
    "connections": [fails(lambda: connect(address)) for address in ADDRESSES],
    "set_host": fails(lambda: socket.sethostname("probe")),
    "environment": dict(os.environ),
    "server_environment": open("/proc/1/environ").read(),
    "engine_socket": os.path.exists("/var/run/docker.sock"),
}))
"""


@dataclass(frozen=True)
class Check:
    """One promise: what it says, and whether it holds."""

    what: str
    holds: bool


def hardening_checks(site: Site) -> Iterator[Check]:
    """Look at every container and yield each promise with whether it holds."""
    addresses = [(_address(site, name), port) for name, port in (("postgres", 5432), ("redis", 6379), ("web", 8000))]
    for service in SANDBOXES:
        described = site.inspect(service)
        yield from (Check(f"{service}: {check.what}", check.holds) for check in sandbox_promises(described))
        facts = json.loads(site.python(service, _LOOK.replace("ADDRESSES", repr(addresses))))
        yield from (Check(f"{service}, inside: {check.what}", check.holds) for check in _inside(facts, site))
        yield Check(f"{service}: the doctor opens a jail", _doctor_agrees(site, service))
    for service in OPEN_TO_THE_NETWORK:
        described = site.inspect(service)
        yield from (Check(f"{service}: {check.what}", check.holds) for check in promises_of_all(described))
    yield Check("worker: cannot replace a sandbox's socket", _worker_cannot_replace(site))
    yield from _image_checks(site)


def promises_of_all(described: dict[str, Any]) -> Iterator[Check]:
    """Yield what holds for each container of the site, by what ``docker inspect`` says."""
    host, user = described["HostConfig"], described["Config"]["User"]
    sources = [mount.get("Source", "") for mount in described["Mounts"]]
    yield Check("nothing privileged", not host["Privileged"] and not host["CapAdd"] and not host["Devices"])
    yield Check("all capabilities dropped", host["CapDrop"] == ["ALL"])
    yield Check("no new privileges", _has_option(host, "no-new-privileges"))
    yield Check("read-only root", host["ReadonlyRootfs"])
    yield Check("not root", user.split(":")[0] not in ("", "0", "root"))
    yield Check("no engine socket and no folder of the host", not any("docker.sock" in one for one in sources))
    shared = [host["PidMode"], host["UTSMode"], host["UsernsMode"], host["NetworkMode"], host["IpcMode"]]
    yield Check("no namespace of the host", "host" not in shared)


def sandbox_promises(described: dict[str, Any]) -> Iterator[Check]:
    """Yield what holds for a sandbox's container, by what ``docker inspect`` says."""
    host = described["HostConfig"]
    yield from promises_of_all(described)
    yield Check("no network", host["NetworkMode"] == "none")
    yield Check("our system call profile", _profile(host) == json.loads(PROFILE.read_text()))
    yield Check("bounded memory, without swap", 0 < host["Memory"] == host["MemorySwap"])
    yield Check("bounded processes", (host["PidsLimit"] or 0) > 0)
    yield Check("all of /proc, for the jails' own", host["MaskedPaths"] == [] and host["ReadonlyPaths"] == [])
    mounts = [(mount["Type"], mount["Destination"]) for mount in described["Mounts"]]
    yield Check("shares its socket folder and nothing else", mounts == [("volume", "/run/backpass")])


def _has_option(host: dict[str, Any], name: str) -> bool:
    return any(option.partition(":")[0] == name for option in host["SecurityOpt"] or ())


def _profile(host: dict[str, Any]) -> Any:
    for option in host["SecurityOpt"] or ():
        if option.startswith("seccomp="):
            return json.loads(option.partition("=")[2])
        if option.startswith("seccomp:"):
            return json.loads(option.partition(":")[2])
    return None


def _inside(facts: dict[str, Any], site: Site) -> Iterator[Check]:
    yield Check("no interface but lo", facts["interfaces"] == ["lo"])
    yield Check("no capability", all(int(value, 16) == 0 for value in facts["capabilities"]))
    yield Check("no new privileges", facts["no_new_privileges"] == "1")
    yield Check("system calls filtered", facts["filtered"] == "2")
    yield Check("not root", facts["user"] == 10001)
    yield Check("root cannot be written", facts["root_write"] == "Read-only file system")
    yield Check("program cannot be written", facts["own_write"] == "Read-only file system")
    yield Check("no internet socket: neither PostgreSQL nor Redis nor web", all(facts["connections"]))
    yield Check("host name cannot be set", facts["set_host"] == "Operation not permitted")
    known = str(facts["environment"]) + facts["server_environment"]
    yield Check("no secret among its variables", not any(site.settings[name] in known for name in SECRETS))
    yield Check("no engine socket", not facts["engine_socket"])


def _doctor_agrees(site: Site, service: str) -> bool:
    try:
        site.engine.docker("exec", site.container(service), "python", "-m", "sandbox", "doctor")
    except TrialFailedError:
        return False
    return True


def _worker_cannot_replace(site: Site) -> bool:
    try:
        site.python("worker", "import os; os.unlink('/run/backpass/numpy/sandbox.sock')")
    except TrialFailedError as error:
        return "Read-only file system" in str(error)
    return False


def _image_checks(site: Site) -> Iterator[Check]:
    values = [value for name, value in site.settings.items() if name in SECRETS or name.startswith("BUILD_")]
    for image in IMAGES:
        made = site.engine.docker("image", "inspect", f"{image}:trial")
        made += site.engine.docker("image", "history", "--no-trunc", f"{image}:trial")
        yield Check(f"{image}: no secret and no setting of this host", not any(value in made for value in values))
    bare = ["run", "--rm", "backpass-web:trial", "python", "manage.py", "check"]
    try:
        site.engine.docker(*bare)
    except TrialFailedError as error:
        yield Check("the site without secrets says what is missing", "SECRET_KEY is not set" in str(error))
    else:
        yield Check("the site without secrets does not start", holds=False)


def _address(site: Site, service: str) -> str:
    networks = site.inspect(service)["NetworkSettings"]["Networks"]
    return str(next(iter(networks.values()))["IPAddress"])
