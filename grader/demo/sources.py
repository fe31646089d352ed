"""The sources that the demonstration's students hand in: all that an exercise's author wrote, and a few mutants."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

from courses.folders.exercise_folder import ExerciseFolder, Source
from courses.folders.sources import joined
from grader.judging.jobs import PLAIN, Trial
from grader.proving.judging_many import Task
from grader.proving.mutants import mutants_of

REMARK = "# My first try\n"


def tasks_of(exercise: str, folder: ExerciseFolder, mutants: int, seed: int) -> list[Task]:
    """Return what is to be judged of an exercise, none twice: solution, alternatives, known-wrong, starter, mutants.

    Nearly everything is judged exactly as a student's work is. Mutants may loop for ever, so they get less time, and
    those that need more are left out later.
    """
    plain = (folder.solution, *folder.alternatives, *folder.wrong, begun_starter(folder.starter_source))
    found = {source.content: (source, PLAIN) for source in plain}
    for source in _mutants(folder, mutants, seed):
        found.setdefault(source.content, (source, Trial(seconds=round(folder.usually_seconds * 4 + 4))))
    return [Task(exercise=exercise, folder=folder, source=source, trial=trial) for source, trial in found.values()]


def begun_starter(starter: Source) -> Source:
    """Return the starter with one remark, since the unchanged one cannot be handed in."""
    if starter.format == "code":
        return replace(starter, content=starter.content + REMARK)
    notebook = json.loads(starter.content)
    code = next((cell for cell in notebook["cells"] if cell["cell_type"] == "code"), None)
    if code is not None:
        code["source"] = REMARK + joined(code["source"])
    return replace(starter, content=json.dumps(notebook, ensure_ascii=False))


def _mutants(folder: ExerciseFolder, count: int, seed: int) -> list[Source]:
    made = [
        replace(mutant.source, path=f"mutant {number}") for number, mutant in enumerate(mutants_of(folder), start=1)
    ]
    return Random(seed).sample(made, min(count, len(made)))  # noqa: S311
