"""Builds the sandbox job for one judging: what goes into which jail."""

from __future__ import annotations

import uuid
from typing import Literal

from courses.exercise_folder import ExerciseFolder
from sandbox import Job, Limits, Program

Select = Literal["all", "public"]
MAIN_FILES = {"code": "main.py", "notebook": "main.ipynb"}


def build_job(folder: ExerciseFolder, written_as: str, content: str, select: Select) -> Job:
    """Return the job that judges ``content`` (``"code"`` or ``"notebook"``) by all or by the public tests.

    Hidden tests and their data go into the tests jail only.
    """
    main, work = MAIN_FILES[written_as], content.encode()
    limits = folder.limits
    return Job(
        id=uuid.uuid4().hex,
        environment=folder.environment,
        submission=Program(
            entry="grader.testkit.answers:serve",
            files={**folder.public_files, main: work},
            arguments={"main": main},
        ),
        tests=Program(
            entry="grader.testkit.runner:main",
            files={**folder.test_files, f"submission/{main}": work},
            arguments={"select": select, "seconds": limits.seconds},
        ),
        limits=Limits(
            seconds=limits.seconds,
            memory_mb=limits.memory_mb,
            output_kb=limits.output_kb,
            files_mb=limits.files_mb,
        ),
    )
