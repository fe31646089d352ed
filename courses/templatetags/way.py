"""The way through a course, and times, in templates."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from courses.times import from_now, in_hours
from courses.way import Neighbors, Step, neighbors, steps_of

register = template.Library()
register.filter("from_now", from_now)
register.filter("in_hours", in_hours)


@register.simple_tag
def neighbors_of(step: Step) -> Neighbors:
    """What comes before and after a lesson or an exercise in its course."""
    return neighbors(steps_of(step.unit.course), step)


@register.simple_tag
def local_time(moment: datetime) -> SafeString:
    """Show a time in the reader's own zone; without scripts, in the site's, whose name it says."""
    here = localtime(moment)
    shown = f"{date_format(here, 'DATETIME_FORMAT')} ({here.tzname()})"
    return format_html('<time datetime="{}" data-local>{}</time>', moment.isoformat(), shown)


@register.simple_tag
def local_date(moment: datetime) -> SafeString:
    """Show the day of a time in the reader's own zone; without scripts, in the site's."""
    shown = date_format(localtime(moment), "DATE_FORMAT")
    return format_html('<time datetime="{}" data-local="date">{}</time>', moment.isoformat(), shown)
