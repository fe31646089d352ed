"""What is removed after how many days. Never submissions, scores, points, gradings that scores come from, or the audit.

Every rule looks for rows of one kind that are old enough and removes some of them at a time, each time in a transaction
of its own that asks again whether they are: what live work has taken up meanwhile stays. Doing it twice, or in two
places at once, removes nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet

from courses.models import Invitation
from courses.people.invitations import expire
from grader import condensing, storage
from grader.models import OPEN_STATES, Draft, Validation

Rows = QuerySet[Any]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One kind of what is removed: how long it is kept, which rows are older than a time, and how some are removed."""

    what: str
    setting: str | None
    """The name of the setting with the days; ``None`` for what has an end of its own."""
    older: Callable[[datetime], Rows]
    remove: Callable[[Collection[Any]], object]


def _live_events(before: datetime) -> Rows:
    return condensing.with_repeated_events().filter(finished_at__lt=before)


def _outputs(before: datetime) -> Rows:
    return condensing.condensable().filter(finished_at__lt=before)


def _runs(before: datetime) -> Rows:
    return storage.finished_runs().filter(created_at__lt=before)


def _drafts(before: datetime) -> Rows:
    return Draft.objects.filter(saved_at__lt=before)


def _validations(before: datetime) -> Rows:
    """Finished ones, but the last of each version: publishing asks for it."""
    later = Validation.objects.filter(version=OuterRef("version"), pk__gt=OuterRef("pk")).exclude(state__in=OPEN_STATES)
    return Validation.objects.exclude(state__in=OPEN_STATES).filter(Exists(later), finished_at__lt=before)


def _invitations(before: datetime) -> Rows:
    is_open = Q(accepted_at=None, invited_at__lt=before)
    return Invitation.objects.filter(is_open | Q(accepted_at__lt=before))


def _sessions(now: datetime) -> Rows:
    return Session.objects.filter(expire_date__lt=now)


def _removing(model: Any) -> Callable[[Collection[Any]], object]:
    return lambda keys: model.objects.filter(pk__in=keys).delete()


RULES = (
    Rule(
        what="gradings whose live events are removed; results say the same",
        setting="KEEP_EVENTS_DAYS",
        older=_live_events,
        remove=condensing.remove_repeated_events,
    ),
    Rule(
        what="gradings of submissions, without a score that comes from them, whose output and figures are removed",
        setting="KEEP_OUTPUTS_DAYS",
        older=_outputs,
        remove=condensing.condense,
    ),
    Rule(what="runs, with their results", setting="KEEP_RUNS_DAYS", older=_runs, remove=storage.remove_runs),
    Rule(what="drafts", setting="KEEP_DRAFTS_DAYS", older=_drafts, remove=_removing(Draft)),
    Rule(
        what="validations, but the last one of each version",
        setting="KEEP_VALIDATIONS_DAYS",
        older=_validations,
        remove=_removing(Validation),
    ),
    Rule(what="invitations", setting="KEEP_INVITATIONS_DAYS", older=_invitations, remove=expire),
    Rule(what="sessions that have expired", setting=None, older=_sessions, remove=_removing(Session)),
)
