"""Words of the status page."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise

from grader.telemetry import words

register = template.Library()


@register.filter
def worded(key: str, table: str) -> str:
    """The words for ``key`` in a table of `grader.telemetry.words`, such as ``{{ row.name|worded:"QUEUES" }}``."""
    found: Mapping[str, str | Promise] = getattr(words, table)
    return str(found.get(key, key))
