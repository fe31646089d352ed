"""What every template may use: texts in the reader's language, Markdown, icons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from courses.markup.markdown import NOWHERE, Place, rendered
from courses.text import translated

register = template.Library()
register.filter("translated", translated)


@register.filter
def with_code(text: str) -> SafeString:
    """Show words between backquotes as code; everything else is escaped."""
    parts = re.split(r"`([^`\n]+)`", text)
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", part) if index % 2 else part,) for index, part in enumerate(parts))
    )


@register.simple_tag
def markdown(text: Mapping[str, str] | str, place: Place = NOWHERE) -> SafeString:
    """Render Markdown, in the reader's language when it comes in several, as safe HTML."""
    source = text if isinstance(text, str) else translated(text)
    return mark_safe(rendered(source, place).html)  # noqa: S308  # It was sanitized.


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw one of the sprite's icons; decoration for those who see, silent for a screen reader."""
    sprite = static("backpass/icons.svg")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name)
