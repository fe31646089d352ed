"""What a reader looks for in a course: words, and which kinds and states of steps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from courses.models import Exercise, Kind, Lesson
from courses.text import translated
from courses.way import Step, UnitSteps

MOST_LETTERS = 100
BEFORE, AFTER = 40, 110
"""Letters of a text that are shown around the first found word."""
MATHEMATICS = re.compile(r"\$\$[^$]+\$\$|\$(?![\s\d])[^$\n]+?(?<!\s)\$(?!\d)")
MARKUP = re.compile(
    r"^\s*(?:```|~~~|!!!).*$|^\s*[-:| ]+$|^\s*[-*] |!?\[(?P<words>[^\]]*)\]\([^)]*\)|[*`#>|]|</?[a-z][^>]*>",
    re.MULTILINE,
)


class StepKind(models.TextChoices):
    """What a step is."""

    LESSON = "lesson", _("Lessons")
    EXERCISE = "exercise", _("Exercises")


class Progress(models.TextChoices):
    """How far a reader has come with a step."""

    NEW = "new", _("Not begun")
    BEGUN = "begun", _("Begun")
    COMPLETE = "complete", _("Complete")


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What is looked for; empty fields ask for nothing."""

    words: str = ""
    kind: str = ""
    progress: str = ""
    format: str = ""
    due_soon: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filters:
        """Read a page's address; what it does not know counts as not asked for."""
        return cls(
            words=query.get("q", "").strip()[:MOST_LETTERS],
            kind=_known(StepKind, query.get("kind", "")),
            progress=_known(Progress, query.get("state", "")),
            format=_known(Kind, query.get("format", "")),
            due_soon=query.get("due") == "soon",
        )

    @property
    def is_empty(self) -> bool:
        """Whether everything is looked for."""
        return self == Filters()

    def wants(self, step: Step, unit_words: str) -> bool:
        """Return whether a step fits, as far as its content says; ``unit_words`` are found with each of its steps."""
        if self.kind and self.kind != kind_of(step):
            return False
        if self.format and not (isinstance(step, Exercise) and step.kind in (self.format, Kind.EITHER)):
            return False
        return _holds(f"{step}\n{unit_words}\n{words_of(step)}" if self.words else "", self.words)


def kind_of(step: Step) -> StepKind:
    """Return what a step is."""
    return StepKind.LESSON if isinstance(step, Lesson) else StepKind.EXERCISE


def narrowed(outline: tuple[UnitSteps, ...], filters: Filters) -> tuple[UnitSteps, ...]:
    """Return the units with those steps that fit, as far as their content says."""
    found = (_narrowed(part, filters) for part in outline)
    return tuple(part for part in found if part.steps or filters.is_empty)


def words_of(step: Step) -> str:
    """Return a lesson's or a prompt's words in the reader's language, without markup."""
    return plain_words(translated(step.body if isinstance(step, Lesson) else step.prompt))


@lru_cache(maxsize=512)
def plain_words(markdown: str) -> str:
    """Return the words of a Markdown text, for a search and its findings."""
    text = MATHEMATICS.sub("…", markdown)
    return " ".join(MARKUP.sub(lambda found: found.group("words") or " ", text).split())


def excerpt(text: str, words: str) -> SafeString | str:
    """Return the part of ``text`` around the first of some words, which is marked; ``""`` when none is in it."""
    found = re.search("|".join(map(re.escape, words.split())), text, re.IGNORECASE) if words else None
    if found is None:
        return ""
    head, tail = text[: found.start()], text[found.end() :]
    if len(head) > BEFORE:
        head = "… " + head[-BEFORE:].partition(" ")[2]
    if len(tail) > AFTER:
        tail = tail[:AFTER].rpartition(" ")[0] + " …"
    return format_html("{}<mark>{}</mark>{}", head, found.group(), tail)


def _known(choices: type[models.TextChoices], value: str) -> str:
    return value if value in choices.values else ""


def _narrowed(part: UnitSteps, filters: Filters) -> UnitSteps:
    unit_words = f"{part.unit}\n{translated(part.unit.summary)}"
    return replace(
        part,
        lessons=tuple(one for one in part.lessons if filters.wants(one, unit_words)),
        exercises=tuple(one for one in part.exercises if filters.wants(one, unit_words)),
    )


def _holds(text: str, words: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words.casefold().split())
