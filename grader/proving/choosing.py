"""Which sources are judged where time is short: some of them, and each test is failed by one all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from courses.folders.exercise_folder import ExerciseFolder, Source, WrongAttempt

Item = TypeVar("Item")
WHOLE = (0, 1)


def chosen_sources(folder: ExerciseFolder, part: tuple[int, int] = WHOLE) -> tuple[Source, ...]:
    """Return the starter and the k-th of n parts of the alternatives and of the known-wrong attempts, for (k, n).

    To the attempts of the part come those that it takes for each test that any attempt names to be named by one.
    """
    wrong = _of_part(folder.wrong, part)
    return (folder.starter_source, *_of_part(folder.alternatives, part), *wrong, *_needed(folder.wrong, wrong))


def _of_part(items: Sequence[Item], part: tuple[int, int]) -> list[Item]:
    which, parts = part
    return [item for index, item in enumerate(items) if index % parts == which % parts]


def _needed(attempts: Sequence[WrongAttempt], chosen: Sequence[WrongAttempt]) -> Iterator[WrongAttempt]:
    """Yield further attempts, the one that names most of the missing tests first."""
    missing = {name for attempt in attempts for name in attempt.fails}
    missing -= {name for attempt in chosen for name in attempt.fails}
    while missing:
        best = max(attempts, key=lambda attempt: len(missing.intersection(attempt.fails)))
        missing.difference_update(best.fails)
        yield best
