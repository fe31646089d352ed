"""The policy that a course has stored, or the default."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta

from grader.gradebook.policies import Policy
from grader.models import GradingPolicy

DEFAULT = Policy()


def policy_of(course_id: int) -> Policy:
    """Return a course's policy, in one query."""
    return policies_of([course_id])[course_id]


def policies_of(course_ids: Iterable[int]) -> Mapping[int, Policy]:
    """Return the policies of some courses by course id, in one query."""
    found: defaultdict[int, Policy] = defaultdict(lambda: DEFAULT)
    for row in GradingPolicy.objects.filter(course__in=list(course_ids)):
        found[row.course_id] = as_policy(row)
    return found


def as_policy(row: GradingPolicy) -> Policy:
    """Return what a stored, or not yet stored, row says."""
    return Policy(
        counted=row.counted,
        dropped=row.dropped,
        late_penalty=row.late_penalty,
        grace=timedelta(minutes=row.grace_minutes),
    )
