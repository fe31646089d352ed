"""Folders of killed owners are swept, those of living ones are not."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sandbox.work_folder import sweep, work_folder

OWNER = "from sandbox.work_folder import work_folder\nwith work_folder('test') as it: print(it, flush=True); input()"


@pytest.fixture(autouse=True)
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def owner(repository_root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", OWNER], cwd=repository_root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def folder_of(owner: subprocess.Popen[str]) -> Path:
    assert owner.stdout is not None
    return Path(owner.stdout.readline().strip())


def test_a_folder_lives_as_long_as_its_block():
    with work_folder("test") as folder:
        existed = folder.is_dir()

    assert existed
    assert not folder.exists()


def test_the_folder_of_a_killed_owner_is_swept_by_the_next(owner: subprocess.Popen[str]):
    left = folder_of(owner)
    owner.send_signal(signal.SIGKILL)
    owner.wait()

    with work_folder("test"):
        existed = left.exists()

    assert not existed


def test_the_folder_of_a_living_owner_stays(owner: subprocess.Popen[str]):
    held = folder_of(owner)

    with work_folder("test"):
        existed = held.exists()

    owner.communicate("\n")
    assert existed
    assert not held.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make folders of another user")
def test_folders_of_other_users_are_left_alone(monkeypatch: pytest.MonkeyPatch):
    with tempfile.TemporaryDirectory(dir="/tmp") as shared:
        Path(shared).chmod(0o777)
        monkeypatch.setattr("tempfile.tempdir", shared)
        foreign = Path(shared, "backpass-test-foreign")
        foreign.mkdir(mode=0o700)
        (foreign / "lock").touch()
        child = os.fork()
        if child == 0:
            os.seteuid(65534)
            sweep("test")
            os._exit(0)

        assert os.waitpid(child, 0)[1] == 0
        assert foreign.exists()
