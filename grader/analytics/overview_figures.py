"""The plot of a course's activity."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from grader.analytics.days import short_day
from grader.analytics.overview import DayRow
from grader.analytics.plots import Figure, bars, spaced


def activity_figure(days: Sequence[DayRow]) -> Figure | None:
    """Return how many students handed in on each day; ``None`` where nobody did."""
    if not any(row.submissions for row in days):
        return None
    busiest = max(days, key=lambda row: row.students)
    description = _(
        "Students who handed in, by day, over {days} days. Most were there on {day}: {students}, with {submissions} "
        "submissions."
    ).format(days=len(days), day=short_day(busiest.day), students=busiest.students, submissions=busiest.submissions)
    return Figure(
        title=_("Activity"),
        svg=bars(
            [row.students for row in days],
            x_label=_("day"),
            y_label=_("students who handed in"),
            x_ticks=spaced([short_day(row.day) for row in days], 5),
            description=description,
        ),
        headings=(_("Day"), _("Students"), _("Submissions")),
        rows=tuple((short_day(row.day), str(row.students), str(row.submissions)) for row in days),
        note=description,
    )
