"""The duration that an exercise promises its students, and the one that was measured."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from courses.folders.exercise_folder import SETTINGS_FILE, ExerciseFolder
from grader.proving.judging_many import ManyJudge, Task

TIMES = 3
STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 45, 60, 90, 120)
LINE = re.compile(r"^usually_seconds:.*$", re.MULTILINE)


def promised(seconds: float) -> int:
    """Return the round number of seconds that a grading of so many ``seconds`` is promised to take."""
    return next((step for step in STEPS if seconds <= step * 1.1), round(seconds))


def measured_seconds(folders: Mapping[str, ExerciseFolder], judge: ManyJudge) -> dict[str, float]:
    """Return what a grading of each exercise's solution takes, in seconds, with nothing else being judged."""
    tasks = [Task(exercise=name, folder=folder, source=folder.solution) for name, folder in folders.items()]
    return judge.measure_seconds("durations", tasks, TIMES)


def write_usually_seconds(directory: Path, seconds: float) -> bool:
    """Write the promised duration into an exercise's settings; return whether that changed the file."""
    path = directory / SETTINGS_FILE
    before = path.read_text(encoding="utf-8")
    line = f"usually_seconds: {promised(seconds)}"
    after = LINE.sub(line, before) if LINE.search(before) else f"{before.rstrip()}\n{line}\n"
    if after != before:
        path.write_text(after, encoding="utf-8")
    return after != before
