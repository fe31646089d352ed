"""Builds the sandbox job for one judging: what goes into which jail."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import Literal

from django.conf import settings

from courses.exercise_folder import ExerciseFolder
from sandbox import Job, Limits, Program

Select = Literal["all", "public"]
MAIN_FILES = {"code": "main.py", "notebook": "main.ipynb"}


def build_job(folder: ExerciseFolder, written_as: str, content: str, select: Select) -> Job:
    """Return the job that judges ``content`` (``"code"`` or ``"notebook"``) by all or by the public tests.

    Hidden tests and their data go into the tests jail only. Limits above the site's ceilings are lowered to them.
    """
    main, work = MAIN_FILES[written_as], content.encode()
    limits = Limits(**asdict(folder.limits)).at_most(settings.LIMIT_CEILINGS)
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
        limits=limits,
    )
