"""The versions of an exercise, with what was proven and published of each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from courses.models import Exercise, ExerciseVersion, Publication
from grader.authoring.publishing import standing_proof
from grader.models import OPEN_STATES, Validation, ValidationState


@dataclass(frozen=True, kw_only=True)
class ListedVersion:
    """A version. ``number`` counts an exercise's versions from 1; ``proof`` is a validation that stands, if any.

    ``last`` is its newest validation that has ended or is under way, whatever came of it.
    """

    version: ExerciseVersion
    number: int
    proof: Validation | None
    last: Validation | None
    publications: tuple[Publication, ...]
    is_current: bool
    is_working: bool


def listed_versions(exercise: Exercise, working_hash: str) -> list[ListedVersion]:
    """Return all versions of an exercise, the newest first, in three queries.

    ``working_hash`` is the content hash of the working copy.
    """
    versions = list(exercise.versions.defer("archive").select_related("created_by"))
    validations, publications = _validations(exercise), _publications(exercise)
    return [
        ListedVersion(
            version=version,
            number=len(versions) - index,
            proof=standing_proof(validations[version.pk]),
            last=next(iter(validations[version.pk]), None),
            publications=tuple(publications[version.pk]),
            is_current=version.pk == exercise.current_id,
            is_working=version.content_hash == working_hash,
        )
        for index, version in enumerate(versions)
    ]


def _validations(exercise: Exercise) -> defaultdict[int, list[Validation]]:
    told = (ValidationState.PASSED, ValidationState.FAILED, *OPEN_STATES)
    rows = Validation.objects.filter(version__exercise=exercise, state__in=told).defer("report", "progress")
    found: defaultdict[int, list[Validation]] = defaultdict(list)
    for row in rows:
        found[row.version_id].append(row)
    return found


def _publications(exercise: Exercise) -> defaultdict[int, list[Publication]]:
    found: defaultdict[int, list[Publication]] = defaultdict(list)
    for row in exercise.publications.select_related("published_by"):
        found[row.version_id].append(row)
    return found
