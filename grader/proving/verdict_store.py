"""Verdicts kept by the content that led to them, so that a second proof judges only what has changed."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import time
from contextlib import suppress
from dataclasses import asdict, replace
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from pydantic import TypeAdapter, ValidationError

from courses.folders.exercise_folder import ExerciseFolder, Source
from grader.judging.jobs import Trial
from grader.judging.verdicts import TestReport, Verdict

ROOT = Path(__file__).resolve().parents[2]
JUDGING = (
    "grader/testkit/*.py",
    "grader/judging/*.py",
    "grader/messages.py",
    "sandbox/*.py",
)
"""The code between a source and its verdict."""
KEPT_DAYS = 60
_VERDICTS = TypeAdapter(Verdict)


class VerdictStore:
    """A folder of verdicts. Whatever cannot be read back counts as not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> Verdict | None:
        """Return the verdict that is kept under ``key``."""
        path = self._path(key)
        try:
            verdict = _VERDICTS.validate_json(path.read_bytes())
        except (OSError, ValidationError):
            return None
        with suppress(OSError):
            os.utime(path)
        return verdict

    def put(self, key: str, verdict: Verdict) -> None:
        """Keep ``verdict`` without its notebook and output, which can be large and prove nothing.

        Where the folder cannot be written, nothing is kept, and the next proof takes longer.
        """
        path = self._path(key)
        content = _VERDICTS.dump_json(
            replace(verdict, output="", executed_notebook="", reports=_without_figures(verdict))
        )
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(f".{os.getpid()}.{time.monotonic_ns()}")
            unfinished.write_bytes(content)
            unfinished.replace(path)

    def forget_old(self) -> None:
        """Remove what was not used for ``KEPT_DAYS``."""
        oldest = time.time() - KEPT_DAYS * 24 * 3600
        for path in self._folder.glob("*/*"):
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}.json"


def key_of(folder: ExerciseFolder, source: Source, trial: Trial) -> str:
    """Return a digest of all that a verdict depends on: work, tests, data, limits, trial, and what judges them."""
    limits = (asdict(folder.limits), dict(settings.LIMIT_CEILINGS))
    asked = (folder.environment, folder.device, folder.cpu_fallback, limits, str(folder.points))
    digest = hashlib.sha256(json.dumps([asked, asdict(trial), source.format]).encode())
    digest.update(source.content.encode())
    for files in (folder.test_files, folder.public_files):
        for path in sorted(files):
            digest.update(f"\0{path}\0{len(files[path])}\0".encode())
            digest.update(files[path])
    digest.update(toolchain())
    return digest.hexdigest()


@cache
def toolchain() -> bytes:
    """Return a digest of the code that judges and of the versions of all that is installed beside it."""
    digest = hashlib.sha256(platform.python_version().encode())
    for pattern in JUDGING:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    for line in sorted(f"{package.name}=={package.version}\n" for package in distributions()):
        digest.update(line.encode())
    return digest.digest()


def _without_figures(verdict: Verdict) -> tuple[TestReport, ...]:
    return tuple(replace(report, figures=()) for report in verdict.reports)
