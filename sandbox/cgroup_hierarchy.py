"""Where this process may make control groups: in its own group of each hierarchy, of version 1 or 2."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PREFIX = "backpass-"
PROCS = "cgroup.procs"


@dataclass(frozen=True)
class Hierarchy:
    """The folder below which groups are made, its version, and the controllers that it has."""

    folder: Path
    version: int
    controllers: frozenset[str]


def own_folder(hierarchy: Hierarchy) -> Path:
    """Return the folder of all groups that this process makes."""
    return hierarchy.folder / f"{PREFIX}{os.getpid()}"


def find_hierarchies() -> list[Hierarchy]:
    """Return where groups of memory, pids and processor time can be made. Raises ``OSError`` where they cannot."""
    wanted = frozenset({"memory", "pids", "cpu", "cpuacct"})
    own = [line.split(":", 2) for line in Path("/proc/self/cgroup").read_text().splitlines()]
    found = []
    for number, names, path in own:
        version = 2 if number == "0" and not names else 1
        folder = _mounted_folder(version, names, path)
        if folder is None:
            continue
        if version == 2:
            controllers = wanted & set((folder / "cgroup.controllers").read_text().split())
        else:
            controllers = wanted & set(names.split(","))
        if controllers & {"memory", "pids", "cpuacct"}:
            found.append(_opened(Hierarchy(folder, version, controllers)))
    return found


def _mounted_folder(version: int, names: str, path: str) -> Path | None:
    """Return the folder of this process's own group, as the mounts of this process show it."""
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        before, _, after = line.partition(" - ")
        root, mount = before.split()[3:5]
        kind, _, options = [*after.split(), "", ""][:3]
        right = (
            kind == "cgroup2" if version == 2 else kind == "cgroup" and set(names.split(",")) <= set(options.split(","))
        )
        if right and path.startswith(root.rstrip("/")):
            return Path(mount, path[len(root.rstrip("/")) :].lstrip("/"))
    return None


def _opened(hierarchy: Hierarchy) -> Hierarchy:
    """Return the hierarchy, ready to have groups made in it. Raises ``OSError``."""
    folder = hierarchy.folder
    probe = folder / f"{PREFIX}probe-{os.getpid()}"
    probe.mkdir()
    probe.rmdir()
    if hierarchy.version == 1:
        return hierarchy
    _give_controllers(folder, hierarchy.controllers)
    own = own_folder(hierarchy)
    own.mkdir(exist_ok=True)
    _give_controllers(own, hierarchy.controllers)
    return hierarchy


def _give_controllers(folder: Path, controllers: frozenset[str]) -> None:
    """Let groups below ``folder`` use the controllers; a group of version 2 that does so must hold no process."""
    control, wanted = folder / "cgroup.subtree_control", " ".join(f"+{name}" for name in sorted(controllers))
    try:
        control.write_text(wanted)
    except OSError:
        leaf = folder / f"{PREFIX}server"
        leaf.mkdir(exist_ok=True)
        (leaf / PROCS).write_text("0")
        control.write_text(wanted)
