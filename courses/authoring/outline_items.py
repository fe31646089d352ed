"""The parts of a course that its outline names: where each stands in the working copy, and what it may be called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

from courses.folders.course_folder import COURSE_FILE, SLUG, UNIT_FILE, lesson_file
from courses.text import LANGUAGES

MAX_SLUG = 50
RESERVED = {
    "course": frozenset({"new", "import"}),
    "unit": frozenset({"files"}),
    "exercise": frozenset({"figures", "files"}),
    "lesson": frozenset[str](),
}
"""Names that addresses or folders need for something else, by the kind of part."""


class NotPossible(ValueError):
    """What an author asked for cannot be done; the message says why and what to do."""


class Part(Enum):
    """The kinds of parts, each with the list that it stands in."""

    UNIT = "unit"
    LESSON = "lesson"
    EXERCISE = "exercise"

    @property
    def list_name(self) -> str:
        """The name of the list in ``course.yaml`` or ``unit.yaml``."""
        return f"{self.value}s"


@dataclass(frozen=True, kw_only=True)
class Item:
    """A unit, or a lesson or an exercise of the unit ``unit``."""

    part: Part
    slug: str
    unit: str = ""

    @property
    def settings_path(self) -> str:
        """The file that lists it."""
        return COURSE_FILE if self.part is Part.UNIT else f"{self.unit}/{UNIT_FILE}"

    @property
    def folder(self) -> str:
        """The folder of a unit or an exercise."""
        return self.slug if self.part is Part.UNIT else f"{self.unit}/{self.slug}"

    @property
    def lesson_paths(self) -> dict[str, str]:
        """The files of a lesson by language."""
        return {language: f"{self.unit}/{lesson_file(self.slug, language)}" for language in LANGUAGES}


def slug_problem(slug: str, kind: str) -> str:
    """Return why a ``course``, ``unit``, ``lesson`` or ``exercise`` may not have this name in addresses, or ``""``."""
    if not re.fullmatch(SLUG, slug):
        return _("Use small letters, digits and single hyphens, such as “first-steps”.")
    if len(slug) > MAX_SLUG:
        return _("This is too long: at most {most} characters.").format(most=MAX_SLUG)
    if slug in RESERVED[kind]:
        return _("“{name}” is used for something else here. Choose another name.").format(name=slug)
    return ""
