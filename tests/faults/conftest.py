"""Sites to do harm to: one on each kind of database and Redis, for all tests."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.figures import Figures
from tests.faults.harm import Harm
from tests.faults.site import running_site
from tests.servers import MISSING, debian_redis, postgres, private_redis

FULL_SIZE = bool(os.environ.get("FAULTS_FULL_SIZE"))
"""Whether to measure with 200 submissions for each fault and with the recovery times of a real site."""
IN_FLIGHT = 200 if FULL_SIZE else 12
RECOVERY_SECONDS = 30 if FULL_SIZE else 3
SEED = int(os.environ.get("FAULTS_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
FOLDER_MEGABYTES = 128


@pytest.fixture(scope="module", params=["SQLite", "PostgreSQL"])
def harm(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harm]:
    """A running site that a test may do harm to, and what it holds afterwards."""
    kind = str(request.param)
    if kind == "PostgreSQL" and debian_redis() is None:
        pytest.skip(MISSING)
    program = debian_redis() if kind == "PostgreSQL" else None
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(postgres()) if kind == "PostgreSQL" else None
        if kind == "PostgreSQL" and server is None:
            pytest.skip(MISSING)
        redis = stack.enter_context(private_redis(program))
        folder = tmp_path_factory.mktemp("s")
        is_small = stack.enter_context(_small_disk(folder))
        site = stack.enter_context(running_site(folder, redis, server, RECOVERY_SECONDS))
        yield Harm(kind, site, Figures(kind) if FULL_SIZE else None, IN_FLIGHT, is_small, random.Random(SEED))


@contextlib.contextmanager
def _small_disk(folder: Path) -> Iterator[bool]:
    """Put the folder on a file system of its own that is soon full, where this user may; whether that is so."""
    options = ["-t", "tmpfs", "-o", f"size={FOLDER_MEGABYTES}m", "backpass-faults"]
    is_small = os.geteuid() == 0 and not subprocess.run(["mount", *options, folder], check=False).returncode
    try:
        yield is_small
    finally:
        if is_small:
            subprocess.run(["umount", "--lazy", folder], check=False)
