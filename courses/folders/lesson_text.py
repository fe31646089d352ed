"""A lesson's Markdown as an author writes it: its title, and whether what it points to exists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from courses.folders.content_errors import Problem

HEADING = re.compile(r"#\s+(?P<title>.+?)\s*#*\s*$")
FENCE = re.compile(r"\s*(```|~~~)")
EXERCISE_LINK = re.compile(r"\]\(exercise:(?P<target>[^)\s]+)\)")
IMAGE = re.compile(r"!\[[^\]]*\]\((?P<path>[^)\s]+)[^)]*\)")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#", re.IGNORECASE)


def lesson_title(markdown: str) -> str:
    """Return the first ``# heading`` outside of code, or ``""``."""
    headings = (HEADING.match(line) for _, line in prose_lines(markdown))
    return next((found.group("title") for found in headings if found), "")


def with_title(markdown: str, title: str) -> str:
    """Return a lesson with another first heading; one that has none gets it before everything else."""
    lines = markdown.splitlines(keepends=True)
    place = next((number - 1 for number, line in prose_lines(markdown) if HEADING.match(line)), None)
    if place is None:
        return f"# {title}\n\n{markdown}"
    return "".join([*lines[:place], f"# {title}\n", *lines[place + 1 :]])


def prose_lines(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not in a fenced code block, with their numbers from 1."""
    fence = ""
    for number, line in enumerate(markdown.splitlines(), start=1):
        if found := FENCE.match(line):
            if not fence:
                fence = found.group(1)
            elif found.group(1) == fence:
                fence = ""
        elif not fence:
            yield number, line


def link_problems(
    file: str, markdown: str, *, unit: str, exercises: Collection[str], images: Collection[str]
) -> Iterator[Problem]:
    """Yield links to exercises (``unit/exercise`` in ``exercises``) and images (in ``images``) that do not exist."""
    for number, line in prose_lines(markdown):
        for found in EXERCISE_LINK.finditer(line):
            target = found.group("target")
            if (target if "/" in target else f"{unit}/{target}") not in exercises:
                yield Problem(
                    file, number, _("links to the exercise “{target}”, which does not exist").format(target=target)
                )
        for found in IMAGE.finditer(line):
            path = found.group("path")
            if not ELSEWHERE.match(path) and path not in images:
                yield Problem(file, number, _("shows the image “{path}”, which does not exist").format(path=path))
