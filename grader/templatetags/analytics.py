"""Numbers of analytics as people read them."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from grader.analytics.headline import share_text
from grader.analytics.test_quality import flag_words

register = template.Library()
register.filter("why_flagged", flag_words)


@register.simple_tag
def share(part: int, whole: int) -> str:
    """Return ``14 of 16 (87 %)``; without a percentage of few."""
    return share_text(part, whole)


@register.filter
def rounded(value: float) -> str:
    """A number without needless decimals: one of them below 10."""
    digits = 0 if value >= 10 or value == int(value) else 1
    return str(number_format(round(value, digits), decimal_pos=digits))


@register.filter
def seconds(value: float) -> str:
    """A measured time: below a minute in seconds, above in minutes."""
    if value >= 90:
        return _("{count} min").format(count=rounded(value / 60))
    digits = 2 if value < 1 else 1 if value < 10 else 0
    return _("{count} s").format(count=number_format(round(value, digits), decimal_pos=digits))


@register.filter
def signed(value: float) -> str:
    """A number from −1 to 1 with two decimals and a real minus sign."""
    return str(number_format(value, decimal_pos=2)).replace("-", "−")
