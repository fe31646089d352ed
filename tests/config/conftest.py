"""What tests of the configuration share."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.environment import BASE_DIR
from config.processes import ProcessGroup

RunPython = Callable[[str, dict[str, str]], "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run_python() -> RunPython:
    """Runs Python code in a process with nothing but the given environment."""

    def run(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code], env=environment, cwd=BASE_DIR, capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture
def processes() -> Iterator[ProcessGroup]:
    group = ProcessGroup()
    yield group
    group.stop()


@pytest.fixture
def site_environment(tmp_path: Path) -> dict[str, str]:
    """What a site that is not embedded must be given."""
    return {
        "SECRET_KEY": "".join(f"{number:02x}" for number in range(48)),
        "ALLOWED_HOSTS": "backpass.example.org",
        "DATABASE_URL": "postgres://backpass:4f1c9a7702be83d5@database/backpass",
        "REDIS_URL": "redis://:9be03f51c7d2648a@redis:6379/0",
        "SANDBOX_SOCKET": "/run/backpass/sandbox.sock",
        "BACKPASS_DATA_DIR": str(tmp_path / "data"),
    }
