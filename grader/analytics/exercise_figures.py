"""The plots of the analytics page, each with its words and its table."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grader.analytics.curve_fan import CurveFan
from grader.analytics.days import counted, day_of, days_between, short_day
from grader.analytics.exercise import Analytics
from grader.analytics.measures import histogram
from grader.analytics.plots import Figure, bars, fan, spaced

BINS = 10


def score_figure(found: Analytics) -> Figure | None:
    """Return how many students have which best score; ``None`` before the first graded one."""
    best = list(found.log.best.values())
    if not best:
        return None
    counts = histogram(best, BINS)
    labels = [f"{low * 10}–{low * 10 + 10} %" for low in range(BINS)]
    full, none = sum(share >= 1 for share in best), sum(share == 0 for share in best)
    description = ngettext(
        "Best scores of {count} student: {full} with all points, {none} with none.",
        "Best scores of {count} students: {full} with all points, {none} with none.",
        len(best),
    ).format(count=len(best), full=full, none=none)
    return Figure(
        title=_("Best scores"),
        svg=bars(
            counts,
            x_label=_("share of the points"),
            y_label=_("students"),
            x_ticks=[(place, f"{place * 10} %") for place in range(0, BINS + 1, 2)],
            description=description,
        ),
        headings=(_("Share of the points"), _("Students")),
        rows=tuple((label, str(count)) for label, count in zip(labels, counts, strict=True)),
        note=description,
    )


def time_figure(found: Analytics) -> Figure | None:
    """Return how many submissions came on which day, with the due date; ``None`` before the first."""
    moments = [one.at for one in found.log.attempts]
    if not moments:
        return None
    due_at = found.exercise.due_at
    first, last = day_of(moments[0]), day_of(max(moments))
    due_day = day_of(due_at) if due_at else None
    days = days_between(first, max(last, due_day) if due_day and (due_day - last).days <= 14 else last)
    counts = counted(moments, days)
    late = sum(moment > due_at for moment in moments) if due_at else 0
    description = ngettext("{count} submission", "{count} submissions", len(moments)).format(count=len(moments))
    if due_at:
        description = _("{submissions}, {late} of them after the due date.").format(submissions=description, late=late)
    is_drawn = due_day is not None and days[0] <= due_day <= days[-1]
    return Figure(
        title=_("Submissions by day"),
        svg=bars(
            counts,
            x_label=_("day"),
            y_label=_("submissions"),
            x_ticks=spaced([short_day(day) for day in days]),
            description=description,
            upright=(days.index(due_day) + 1, _("due")) if is_drawn and due_day else None,
        ),
        headings=(_("Day"), _("Submissions")),
        rows=tuple((short_day(day), str(count)) for day, count in zip(days, counts, strict=True) if count),
        note=description,
    )


def fan_figure(found: CurveFan | None) -> Figure | None:
    """Return the class's training curves as one fan; ``None`` where too few trained."""
    if found is None:
        return None
    end = found.points[-1]
    description = _(
        "{metric} in the last trainings of {count} students. After {epochs} epochs the median is {median}, "
        "and four fifths lie between {low} and {high}."
    ).format(
        metric=found.metric,
        count=found.trainings,
        epochs=end.epoch,
        median=_number(end.median),
        low=_number(end.low),
        high=_number(end.high),
    )
    sign = "≥" if found.at_least else "≤"
    goal = None if found.goal is None else (found.goal, _("goal {sign} {value}").format(sign=sign, value=found.goal))
    return Figure(
        title=_("Training curves"),
        svg=fan(
            [(one.epoch, one.low, one.median, one.high) for one in found.points],
            x_label=_("epoch"),
            y_label=found.metric,
            description=description,
            level=goal,
        ),
        headings=(_("Epoch"), "10 %", _("Median"), "90 %", _("Trainings")),
        rows=tuple(
            (str(one.epoch), _number(one.low), _number(one.median), _number(one.high), str(one.count))
            for one in found.points
        ),
        note=description,
    )


def figures_of(found: Analytics) -> list[Figure]:
    """Return the plots for which there is anything to draw."""
    drawn = (score_figure(found), time_figure(found), fan_figure(found.fan))
    return [figure for figure in drawn if figure]


def _number(value: float) -> str:
    return str(number_format(value, decimal_pos=3))
