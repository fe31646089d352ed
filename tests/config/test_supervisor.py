"""The whole site under its supervisor, as ``make run`` starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from config.environment import BASE_DIR
from tests.servers import free_port

pytestmark = pytest.mark.slow
START = [sys.executable, "-m", "config.supervisor"]
NAMES = ("sandbox serve", "redis-server", "celery", "uvicorn")


@dataclass
class Site:
    """A supervisor with its own folder and port."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def output(self) -> str:
        """What the supervisor and its children have printed so far."""
        return (self.folder / "output").read_text()

    def wait_until_ready(self) -> None:
        """Wait for the supervisor's announcement, two minutes at most."""
        deadline = time.monotonic() + 120
        while "Backpass is ready" not in self.output:
            assert self.process.poll() is None, self.output
            assert time.monotonic() < deadline, self.output
            time.sleep(0.1)

    def processes(self) -> dict[int, str]:
        """All running processes that belong to this site: they name its folder. Process id to command line."""
        found = {}
        for process in psutil.process_iter():
            try:
                command = " ".join(process.cmdline())
                if str(self.folder) in command or process.environ().get("BACKPASS_DATA_DIR") == str(self.folder):
                    found[process.pid] = command
            except psutil.Error:
                continue
        return found

    def pid_of(self, name: str) -> int:
        """The oldest of this site's processes with ``name`` in the command line."""
        return min(pid for pid, command in self.processes().items() if name in command)


def environment(folder: Path, port: int) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "BACKPASS_DATA_DIR": str(folder), "PORT": str(port), "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of one site after another: all but the first find it prepared, and start sooner."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    """A site that is ready."""
    port = free_port()
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            START,
            env=environment(folder, port),
            cwd=BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    site = Site(folder, port, process)
    try:
        site.wait_until_ready()
        yield site
    finally:
        process.terminate()
        process.wait(timeout=30)
        wait_until(lambda: site.processes() == {})


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "waited 20 seconds in vain"
        time.sleep(0.1)


def test_ctrl_c_stops_a_working_site_and_leaves_no_process(site: Site) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{site.port}/healthz") as response:
        assert response.status == 200
    assert all(site.pid_of(name) for name in NAMES)

    site.process.send_signal(signal.SIGINT)
    site.process.wait(timeout=30)

    assert site.process.returncode == 0, site.output
    assert site.processes() == {}


def test_killed_supervisor_leaves_no_process(site: Site) -> None:
    site.process.kill()

    try:
        wait_until(lambda: site.processes() == {})
    except AssertionError:
        pytest.fail(f"still running: {site.processes()}")


def test_site_stops_and_names_the_part_that_ended(site: Site) -> None:
    os.kill(site.pid_of("uvicorn"), signal.SIGKILL)

    site.process.wait(timeout=30)

    assert "Backpass stops: the web server has ended (exit code -9)" in site.output
    assert site.process.returncode == 1
    assert site.processes() == {}


def test_sandbox_server_is_given_no_secret_and_a_second_site_with_the_same_data_is_refused(site: Site) -> None:
    given = psutil.Process(site.pid_of("sandbox serve")).environ()
    result = run_supervisor(site.folder, free_port())

    assert not {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "BACKPASS_DATA_DIR", "DJANGO_SETTINGS_MODULE"} & given.keys()
    assert result.returncode == 1
    assert f"another Backpass already runs with the data in {site.folder}" in result.stderr


def test_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        result = run_supervisor(tmp_path, port)

    assert result.returncode == 1
    assert f"cannot listen on 127.0.0.1 port {port}" in result.stderr
    assert "make run PORT=8001" in result.stderr


def test_redis_that_does_not_answer_stops_the_start(tmp_path: Path) -> None:
    result = run_supervisor(tmp_path, free_port(), REDIS_URL=f"redis://:secret@127.0.0.1:{free_port()}/0")

    assert result.returncode == 1
    assert "the Redis that REDIS_URL names does not answer" in result.stderr
    assert "secret" not in result.stderr
    assert "Starting" not in result.stdout


def run_supervisor(folder: Path, port: int, **more: str) -> subprocess.CompletedProcess[str]:
    """A supervisor that is expected to end by itself."""
    return subprocess.run(
        START,
        env=environment(folder, port) | more,
        cwd=BASE_DIR,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
