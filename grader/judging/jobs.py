"""Builds the sandbox job for one judging: what goes into which jail."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Literal

from django.conf import settings

from courses.folders.exercise_folder import ExerciseFolder
from sandbox import Job, Limits, Program
from sandbox.gpu import Lease
from sandbox.log_lines import current_id

Select = Literal["all", "public"]
MAIN_FILES = {"code": "main.py", "notebook": "main.ipynb"}


@dataclass(frozen=True, kw_only=True)
class Trial:
    """How `manage.py verify` judges otherwise than for a score.

    ``seed`` is what randomness starts from, in the submission and in the tests' calls of it; with ``stop_early``
    nothing is run after the first test that fails; ``seconds`` lowers the exercise's time limit.
    """

    seed: int | None = None
    stop_early: bool = False
    seconds: float | None = None


PLAIN = Trial()


def build_job(
    folder: ExerciseFolder,
    written_as: str,
    content: str,
    select: Select,
    *,
    gpu: Lease | None = None,
    trial: Trial = PLAIN,
) -> Job:
    """Return the job that judges ``content`` (``"code"`` or ``"notebook"``) by all or by the public tests.

    Hidden tests and their data go into the tests jail only. Limits above the site's ceilings are lowered to them.
    ``gpu`` is what the submission jail may use of a GPU.
    """
    main, work = MAIN_FILES[written_as], content.encode()
    limits = Limits(**asdict(folder.limits)).at_most(settings.LIMIT_CEILINGS)
    if trial.seconds is not None:
        limits = replace(limits, seconds=min(limits.seconds, trial.seconds))
    if gpu is not None:
        limits = replace(limits, gpu_memory_mb=min(limits.gpu_memory_mb or gpu.memory_mb, gpu.memory_mb))
    return Job(
        id=current_id(),
        environment=folder.environment,
        submission=Program(
            entry="grader.testkit.answers:serve",
            files={**folder.public_files, main: work},
            arguments={"main": main, "seed": trial.seed},
        ),
        tests=Program(
            entry="grader.testkit.runner:main",
            files={**folder.test_files, f"submission/{main}": work},
            arguments={
                "select": select,
                "seconds": limits.seconds,
                "seed": trial.seed or 0,
                "stop_early": trial.stop_early,
            },
        ),
        limits=limits,
        gpu=gpu,
    )
