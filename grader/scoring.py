"""Keeps the rows of `Score` up to date."""

from __future__ import annotations

from collections.abc import Collection

from courses.models import Exercise


def refresh(exercise: Exercise, students: Collection[int] | None = None) -> None:
    """Compute anew what counts in an exercise, for some students given by id or for all."""
