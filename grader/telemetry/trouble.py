"""Whether anybody works at all: what a student who waits is told, instead of a place in a line that stands still."""

from __future__ import annotations

from django.utils.translation import gettext as _

from grader.telemetry import parts


def nobody_works() -> bool:
    """Whether no worker takes gradings now, or nobody can tell: Redis or the database is away. Never waits."""
    return not parts.seen_last(parts.Part.WORKER).ok


def stuck_text() -> str:
    """Return what a student is told whose work waits while nobody works."""
    return _(
        "The site has a problem: nothing is graded at the moment. "
        "Your work is stored and is graded as soon as it works again; there is no need to send it once more."
    )
