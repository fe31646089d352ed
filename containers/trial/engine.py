"""The engine of a trial: the one that runs here, or one of its own in its own folders."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from containers.trial.install import install_compose, install_engine
from containers.trial.shell import CannotTryError, TrialFailedError, run

_START_SECONDS = 60.0
_STOP_SECONDS = 60.0
_FORWARDING = Path("/proc/sys/net/ipv4/ip_forward")


@dataclass(frozen=True, kw_only=True)
class Engine:
    """How to talk to an engine. ``own`` says that the trial started it and may fill it with images as it likes."""

    environment: dict[str, str]
    own: bool

    def docker(self, *words: str | Path, seconds: float = 600, given: bytes | None = None) -> str:
        """Run ``docker`` and return what it prints. Raises ``TrialFailedError``."""
        return run(["docker", *words], environment=self.environment, seconds=seconds, given=given)


@contextmanager
def find_engine(folder: Path) -> Iterator[Engine]:
    """Yield the engine that answers here, or one of our own with its data in ``folder``. ``CannotTryError``."""
    running = _running_engine()
    if running is not None:
        yield running
        return
    if os.geteuid() != 0:
        raise CannotTryError("no Docker engine with Compose answers here, and only root can start one")
    if shutil.which("apt-get") is None:
        raise CannotTryError("no Docker engine with Compose answers here, and one can be installed on Debian only")
    install_engine()
    environment = {
        "DOCKER_HOST": f"unix://{folder / 'docker.sock'}",
        "DOCKER_CONFIG": str(folder / "config"),
        "DOCKER_BUILDKIT": "1",
    }
    install_compose(folder / "config" / "cli-plugins" / "docker-compose", folder / "apt")
    with _own_engine(folder):
        yield Engine(environment=environment, own=True)


def _running_engine() -> Engine | None:
    if shutil.which("docker") is None:
        return None
    for question in (["docker", "info"], ["docker", "compose", "version"]):
        if subprocess.run(question, capture_output=True, check=False, timeout=60).returncode != 0:
            return None
    return Engine(environment={"DOCKER_BUILDKIT": "1"}, own=False)


@contextmanager
def _own_engine(folder: Path) -> Iterator[None]:
    address = folder / "containerd.sock"
    containerd = f"containerd --root {folder}/containerd --state {folder}/containerd-run --address {address}"
    dockerd = (
        f"dockerd --data-root {folder}/data --exec-root {folder}/run --pidfile {folder}/docker.pid "
        f"--host unix://{folder}/docker.sock --containerd {address}"
    )
    with ExitStack() as cleanup:
        cleanup.callback(_remove_groups)
        cleanup.enter_context(_network_as_before())
        cleanup.enter_context(_daemon(containerd.split(), folder / "containerd.log", address))
        cleanup.enter_context(_daemon(dockerd.split(), folder / "dockerd.log", folder / "docker.sock"))
        yield


@contextmanager
def _daemon(command: Sequence[str | Path], log: Path, socket: Path) -> Iterator[None]:
    with log.open("wb") as file:
        process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True
        )
    try:
        _wait_for(socket, process, log)
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS)
        if process.poll() is None:
            process.kill()
            process.wait()


def _wait_for(socket: Path, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not socket.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            last = "\n".join(log.read_text(errors="replace").splitlines()[-5:])
            raise TrialFailedError(f"{log.stem} does not start here:\n{last}")
        time.sleep(0.1)


@contextmanager
def _network_as_before() -> Iterator[None]:
    """Take back what the engine changes in the host's network: packet filter, forwarding and its bridge."""
    saved, forwarding = run(["iptables-save"]), _FORWARDING.read_text()
    try:
        yield
    finally:
        with contextlib.suppress(TrialFailedError):
            run(["iptables-restore"], given=saved.encode())
        _FORWARDING.write_text(forwarding)
        with contextlib.suppress(TrialFailedError):
            run(["ip", "link", "delete", "docker0"])


def _remove_groups() -> None:
    for parent in Path("/sys/fs/cgroup").glob("**/docker"):
        for group in [*sorted(parent.glob("**/"), reverse=True), parent]:
            with contextlib.suppress(OSError):
                group.rmdir()
