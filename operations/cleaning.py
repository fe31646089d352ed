"""Cleaning up: the rules of retention applied, and the accounts deleted whose people asked for it."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from operations.personal.deleting import CannotDelete, delete_person
from operations.retention import RULES, Rule

BATCH = 100
"""Rows that one transaction removes: with all that hangs on them, some tens of milliseconds."""
PAUSE = 0.05
"""Seconds between two transactions, in which those who hand in get their turn."""
ACCOUNTS = "accounts whose people asked for it"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Removed:
    """How many of what were removed, or would be; ``days`` is how long they are kept, where that is a setting."""

    what: str
    count: int
    days: int | None = None


def clean_up(*, dry_run: bool = False, now: datetime | None = None, pause: float = PAUSE) -> Iterator[Removed]:
    """Remove what is older than it is kept, and tell of each kind when it is done."""
    now = now or timezone.now()
    for rule in RULES:
        days = getattr(settings, rule.setting) if rule.setting else None
        if days == 0:
            continue
        before = now - timedelta(days=days or 0)
        count = rule.older(before).count() if dry_run else _apply(rule, before, pause)
        yield Removed(what=rule.what, count=count, days=days)
    yield Removed(what=ACCOUNTS, count=_due(now).count() if dry_run else _delete_due(now))


def _apply(rule: Rule, before: datetime, pause: float) -> int:
    count, last = 0, None
    while keys := _remove_some(rule, before, last):
        count, last = count + len(keys), keys[-1]
        time.sleep(pause)
    return count


@transaction.atomic
def _remove_some(rule: Rule, before: datetime, last: Any) -> list[Any]:
    """Remove the next rows after the key ``last`` and return their keys."""
    rows = rule.older(before) if last is None else rule.older(before).filter(pk__gt=last)
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    rule.remove(keys)
    return keys


def _due(now: datetime) -> Any:
    return User.objects.filter(deletion_due_at__lte=now).order_by("pk")


def _delete_due(now: datetime) -> int:
    count = 0
    for person in _due(now):
        try:
            count += bool(delete_person(person, due=now))
        except CannotDelete as error:
            logger.warning("the account %s is to be deleted and cannot be: %s", person.pk, error)
    return count
