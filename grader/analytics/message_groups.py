"""What students are told most often when something is wrong: messages and exceptions, alike ones together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Left
from django.utils import translation

from courses.text import FALLBACK_LANGUAGE
from grader.analytics.attempt_log import Attempt
from grader.models import Grading, Outcome, State, TestResult

LONGEST = 200
"""Characters of a message that are looked at; its first line says what is wrong."""
MOST = 1000
SHOWN = 12
EXAMPLES = 3
NUMBER = re.compile(r"(?<![A-Za-z_])[-−+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?")
ADDRESS = re.compile(r"0x[0-9a-fA-F]+")
NOTHING = Value("", output_field=TextField())
NOT_RIGHT = (Outcome.FAILED, Outcome.PARTIAL, Outcome.ERROR)


@dataclass(kw_only=True)
class MessageGroup:
    """Messages that differ in numbers only: one of them as it was told, and where."""

    text: str
    gradings: set[int] = field(default_factory=set)
    students: set[int] = field(default_factory=set)
    tests: Counter[str] = field(default_factory=Counter)
    times: int = 0

    @property
    def examples(self) -> list[int]:
        """The newest gradings that told it."""
        return sorted(self.gradings, reverse=True)[:EXAMPLES]


def normalized(message: str) -> str:
    """Return the first line of a message with every number as ``#``, so that alike messages are equal."""
    first = message.strip().partition("\n")[0]
    return " ".join(NUMBER.sub("#", ADDRESS.sub("0x#", first)).split())


def read_groups(attempts: Sequence[Attempt]) -> list[MessageGroup]:
    """Return the ``SHOWN`` groups that most students met in the newest ``MOST`` of some attempts, in two queries."""
    students = {one.grading: one.student for one in attempts[-MOST:]}
    groups: dict[str, MessageGroup] = {}
    for grading, test, english, *own in (*_of_tests(students), *_of_programs(students)):
        if english:
            _add(groups, students[grading], (grading, test, english, own[0] if own else english))
    ordered = sorted(groups.values(), key=lambda one: (-len(one.students), -one.times, one.text))
    return ordered[:SHOWN]


Row = tuple[int, str, str, str]
"""A grading, a test's id, and what was told, in English and in the reader's language."""


def _of_tests(gradings: Collection[int]) -> Iterable[tuple[Any, ...]]:
    rows = TestResult.objects.filter(grading__in=gradings, outcome__in=NOT_RIGHT)
    return rows.order_by().values_list("grading_id", "test_id", *_texts())


def _of_programs(gradings: Collection[int]) -> Iterable[tuple[Any, ...]]:
    rows = Grading.objects.filter(pk__in=gradings, state=State.FAILED)
    return rows.order_by().values_list("pk", NOTHING, *_texts())


def _texts() -> tuple[Left, ...]:
    """Return the beginning of a message in English, and in the reader's language if that is another one."""
    language = (translation.get_language() or FALLBACK_LANGUAGE).partition("-")[0]
    english = Left(Coalesce(KeyTextTransform(FALLBACK_LANGUAGE, "message"), NOTHING), LONGEST)
    own = Left(Coalesce(KeyTextTransform(language, "message"), NOTHING), LONGEST)
    return (english,) if language == FALLBACK_LANGUAGE else (english, own)


def _add(groups: dict[str, MessageGroup], student: int, row: Row) -> None:
    grading, test, english, shown = row
    key = _key(english)
    group = groups.get(key)
    if group is None:
        group = groups[key] = MessageGroup(text=(shown or english).strip().partition("\n")[0])
    group.gradings.add(grading)
    group.students.add(student)
    group.times += 1
    if test:
        group.tests[test] += 1


_known: dict[str, str] = {}


def _key(english: str) -> str:
    """Return the normalized message; the last few thousand are remembered, since most messages come often."""
    key = _known.get(english)
    if key is None:
        if len(_known) > 5000:
            _known.clear()
        key = _known[english] = normalized(english)
    return key
