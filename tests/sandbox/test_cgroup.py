"""Control groups, real ones: made, joined, bounded, used again, and removed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.cgroup import Group, Groups
from sandbox.cgroup_hierarchy import find_hierarchies
from sandbox.job import Ending
from sandbox.limits import Limits

LIMITS = Limits(memory_mb=32, files_mb=1, processes=8)
JOIN = "import os, sys\nfor door in map(int, sys.argv[1].split(',')): os.write(door, b'0')\n"


@pytest.fixture
def group(groups: Groups) -> Group:
    found = groups.take(LIMITS)
    assert found is not None
    return found


def run_in(group: Group, source: str) -> int:
    doors = group.open_doors()
    command = [sys.executable, "-c", JOIN + source, ",".join(map(str, doors))]
    code = subprocess.run(command, pass_fds=doors, check=False, stderr=subprocess.DEVNULL).returncode
    for door in doors:
        os.close(door)
    return code


def test_a_process_within_its_limits_ends_as_it_likes(group: Group):
    code = run_in(group, "sys.exit(7)")

    assert (code, group.used_up()) == (7, None)


def test_the_kernel_kills_what_takes_too_much_memory_and_says_so(group: Group):
    code = run_in(group, "block = b'x' * (200 * 2**20)")

    assert (code, group.used_up()) == (-9, Ending.MEMORY)


def test_a_refused_fork_is_told(group: Group):
    run_in(group, "import time\ntry:\n  [os.fork() or time.sleep(1) for _ in range(20)]\nexcept OSError: pass")

    assert group.used_up() is Ending.PROCESSES


def test_processor_time_of_all_processes_is_counted(group: Group):
    run_in(group, "os.fork()\nimport time\nwhile time.process_time() < 0.3: pass\nos.getpid()")

    assert (group.cpu_seconds() or 0) >= 0.3


def test_a_group_is_used_again_and_counts_anew(groups: Groups, group: Group):
    run_in(group, "block = b'x' * (200 * 2**20)")
    groups.give_back(group)

    again = groups.take(LIMITS)

    assert again is group
    assert again.used_up() is None


def test_a_group_in_use_is_not_given_to_another(groups: Groups, group: Group):
    assert groups.take(LIMITS) is not group


def test_closing_leaves_nothing(groups: Groups, group: Group):
    folders = set(group.folders.values())

    groups.close()

    assert not any(folder.exists() or folder.parent.exists() for folder in folders)


def test_the_groups_of_a_dead_server_are_swept(groups: Groups):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    old = groups.hierarchies[0].folder / f"backpass-{dead.pid}" / "jail-0"
    old.mkdir(parents=True)

    Groups.of_this_process()

    assert not old.parent.exists()


def test_where_groups_cannot_be_made_jails_do_without(monkeypatch: pytest.MonkeyPatch):
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)

    groups = Groups.of_this_process()

    assert groups.take(LIMITS) is None
    assert groups.reason


# Version 2, played by a folder: the kernel has each controller in one version only, and here it is version 1.


@pytest.fixture
def played(tmp_path: Path) -> Group:
    """A group of version 2 with the files that the kernel puts there."""
    for name in ("memory.max", "memory.swap.max", "memory.oom.group", "pids.max", "cgroup.procs"):
        (tmp_path / name).write_text("")
    (tmp_path / "memory.events").write_text("low 0\nhigh 0\nmax 3\noom 0\noom_kill 2\n")
    (tmp_path / "pids.events").write_text("max 0\n")
    (tmp_path / "cpu.stat").write_text("usage_usec 1500000\nuser_usec 1000000\n")
    group = Group(2, dict.fromkeys(("memory", "pids", "cpu"), tmp_path))
    group.limit(LIMITS)
    return group


def test_version_2_is_told_its_bounds(played: Group, tmp_path: Path):
    files = {path.name: path.read_text() for path in tmp_path.iterdir()}

    assert int(files["memory.max"]) == (32 + 3 * 2 + 16) * 2**20
    assert (files["memory.swap.max"], files["memory.oom.group"], files["pids.max"]) == ("0", "1", "8")


def test_version_2_counts_from_when_it_was_taken(played: Group, tmp_path: Path):
    before = (played.used_up(), played.cpu_seconds())
    (tmp_path / "memory.events").write_text("max 9\noom 1\noom_kill 3\n")
    (tmp_path / "cpu.stat").write_text("usage_usec 2750000\n")

    assert before == (None, 0.0)
    assert (played.used_up(), played.cpu_seconds()) == (Ending.MEMORY, 1.25)


def test_version_2_tells_a_refused_fork(played: Group, tmp_path: Path):
    (tmp_path / "pids.events").write_text("max 1\n")

    assert played.used_up() is Ending.PROCESSES


def test_the_own_group_of_version_2_is_found_below_its_mount(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    mount = tmp_path / "mount"
    own = mount / "backpass.service"
    own.mkdir(parents=True)
    (own / "cgroup.controllers").write_text("cpuset cpu io memory pids\n")
    for folder in (own, own / f"backpass-{os.getpid()}"):
        folder.mkdir(exist_ok=True)
        (folder / "cgroup.subtree_control").write_text("")
    files = {
        "/proc/self/cgroup": "0::/system.slice/backpass.service\n",
        "/proc/self/mountinfo": f"30 23 0:26 /system.slice {mount} rw,nosuid shared:4 - cgroup2 cgroup2 rw\n",
    }
    read = Path.read_text
    monkeypatch.setattr(Path, "read_text", lambda path, *args: files.get(str(path)) or read(path, *args))

    (found,) = find_hierarchies()

    assert (found.folder, found.version, found.controllers) == (own, 2, frozenset({"cpu", "memory", "pids"}))
    assert read(own / "cgroup.subtree_control") == "+cpu +memory +pids"
