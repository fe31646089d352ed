"""Counting what happened on each day of the site's calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

MOST_DAYS = 120
"""Only the last so many days are drawn, when something went on for longer."""


def day_of(moment: datetime) -> date:
    """Return the day of a moment in the site's time zone."""
    return timezone.localtime(moment).date()


def days_between(first: date, last: date) -> list[date]:
    """Return all days from ``first`` to ``last``, both included; at most the last ``MOST_DAYS``."""
    count = min((last - first).days + 1, MOST_DAYS)
    return [last - timedelta(days=before) for before in range(count - 1, -1, -1)]


def counted(moments: Iterable[datetime], days: Iterable[date]) -> list[int]:
    """Return how many moments fall on each day."""
    counts = Counter(map(day_of, moments))
    return [counts[day] for day in days]


def short_day(day: date) -> str:
    """Return a day without its year, such as ``Nov 22``; each language's text is a format of dates."""
    return date_format(day, _("M j"))
