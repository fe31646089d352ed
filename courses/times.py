"""Times as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _


def from_now(moment: datetime) -> str:
    """Return how far away a time is, in one unit: ``in 2 days`` or ``3 hours ago``."""
    now = timezone.now()
    if abs(moment - now) < timedelta(minutes=1):
        return _("now") if moment > now else _("just now")
    if moment > now:
        return _("in {time}").format(time=timeuntil(moment, now, depth=1))
    return _("{time} ago").format(time=timesince(moment, now, depth=1))


def in_hours(duration: timedelta) -> str:
    """Return a duration in hours and minutes; ``–`` for none."""
    minutes = round(duration.total_seconds() / 60)
    if not duration:
        return "–"
    if minutes < 60:
        return _("{minutes} min").format(minutes=max(1, minutes))
    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
