"""Publishing a version of an exercise: what students see from then on, proven or with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from accounts.models import User
from courses.audit import record
from courses.folders.exercise_folder import folder_of
from courses.models import Action, Exercise, ExerciseVersion, Publication
from courses.text import FALLBACK_LANGUAGE
from courses.versions import make_current, retire
from grader.models import Submission, Validation, ValidationState

SHORTEST_REASON = 20
"""Characters of the reason for publishing what is not proven."""


class NotProven(Exception):
    """The version has no green validation, and no reason of `SHORTEST_REASON` characters was given instead."""


class WrongVersion(ValueError):
    """The version is another exercise's."""


@dataclass(frozen=True, kw_only=True)
class Affected:
    """How much was handed in to an exercise already."""

    submissions: int
    students: int


def proof_of(version: ExerciseVersion) -> Validation | None:
    """Return the validation that proves exactly this version, or ``None``."""
    ended = version.validations.filter(state__in=(ValidationState.PASSED, ValidationState.FAILED))
    return standing_proof(ended.defer("report", "progress"))


def standing_proof(validations: Iterable[Validation]) -> Validation | None:
    """Return the newest of one version's green validations that no red one speaks against.

    A red one does when it is newer, or when it looked at something that the green one did not: mutants, more seeds.
    """
    found = list(validations)
    red = [one for one in found if one.state == ValidationState.FAILED]
    green = [one for one in found if one.state == ValidationState.PASSED]
    standing = [one for one in green if not any(_speaks_against(one, other) for other in red)]
    return max(standing, key=lambda one: (one.finished_at or one.requested_at, one.pk), default=None)


def _speaks_against(green: Validation, red: Validation) -> bool:
    is_newer = (red.finished_at or red.requested_at) > (green.finished_at or green.requested_at)
    return is_newer or (red.with_mutants and not green.with_mutants) or red.seeds > green.seeds


def affected_by(exercise: Exercise) -> Affected:
    """Return how many submissions of how many students another version would judge otherwise, perhaps."""
    counts = Submission.objects.filter(exercise=exercise).aggregate(
        submissions=Count("pk"), students=Count("student", distinct=True)
    )
    return Affected(**counts)


@transaction.atomic
def publish(
    exercise: Exercise, version: ExerciseVersion, author: User, *, note: str = "", reason: str = ""
) -> Publication:
    """Let students see ``version`` of an exercise, and its unit if that was not visible yet.

    `NotProven` without a green validation of exactly this version, unless ``reason`` says why; `WrongVersion` for
    another exercise's. What was handed in keeps its score until it is regraded.
    """
    if version.exercise_id != exercise.pk:
        raise WrongVersion(f"version {version.pk} is not of exercise {exercise.pk}")
    # Of two who publish at once, the second sees what the first has done.
    Exercise.objects.select_for_update().get(pk=exercise.pk)
    exercise.refresh_from_db(fields=("title", "kind", "prompt", "points", "current"))
    proof = proof_of(version)
    reason = "" if proof else reason.strip()
    if proof is None and len(reason) < SHORTEST_REASON:
        raise NotProven
    before = exercise.current
    folder = folder_of(version)
    make_current(exercise, version, folder)
    if exercise.unit.retired:
        exercise.unit.retired = False
        exercise.unit.save(update_fields=["retired"])
    record(
        exercise.unit.course,
        author,
        Action.PUBLICATION,
        _name(exercise),
        before=_told(before),
        after=_told(version),
        reason=reason or note.strip(),
    )
    return Publication.objects.create(
        exercise=exercise, version=version, published_by=author, note=note.strip(), reason=reason
    )


@transaction.atomic
def unpublish(exercise: Exercise, author: User) -> bool:
    """Take an exercise away from students, keeping what they handed in; return whether they saw it."""
    before = exercise.current
    if before is None:
        return False
    retire(exercise)
    record(exercise.unit.course, author, Action.PUBLICATION, _name(exercise), before=_told(before), after="")
    return True


def _name(exercise: Exercise) -> str:
    return f"{exercise.title.get(FALLBACK_LANGUAGE, exercise.slug)} ({exercise.unit.slug}/{exercise.slug})"


def _told(version: ExerciseVersion | None) -> str:
    if version is None:
        return ""
    return f"version {version.content_hash[:12]}, {folder_of(version).points:g} points"
