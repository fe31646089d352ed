"""The weeks of the demonstration term, around now, and when each exercise is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

WEEKS = 14
WEEKS_SO_FAR = 9


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term that began on a Monday ``WEEKS_SO_FAR`` whole weeks before this one."""

    begin: datetime
    now: datetime

    @property
    def weeks_so_far(self) -> float:
        """The weeks since the term began."""
        return (self.now - self.begin) / timedelta(weeks=1)

    def due_dates(self, count: int) -> list[datetime]:
        """Return when each of ``count`` exercises, in the course's order, is due: Sundays, evenly over the term."""
        weeks = [1 + int(WEEKS * number / count) for number in range(count)]
        return [(self.begin + timedelta(days=7 * week - 1)).replace(hour=23, minute=59) for week in weeks]


def term_around(now: datetime) -> Term:
    """Return the term of ``WEEKS`` weeks that is in its tenth week now, in the site's time zone."""
    here = timezone.localtime(now)
    monday = (here - timedelta(days=here.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return Term(begin=monday - timedelta(weeks=WEEKS_SO_FAR), now=here)
