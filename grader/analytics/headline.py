"""What stands on top of an exercise's analytics: who is stuck, on what, and is it them or the test?"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from courses.text import translated
from grader.analytics.exercise import Analytics
from grader.analytics.stuck import Stuck
from grader.analytics.test_quality import ENOUGH, TestQuality, flag_words, suspects

GOOD, WARN, CALM = "good", "warn", "calm"
FEW = 5
"""Of fewer students no share is told without their number, and of none of them a percentage."""


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The answers in words. ``verdict`` says whether to look at the tests or the students; ``tone`` is how it looks."""

    reached: str
    stuck: str
    who: list[tuple[Stuck, User]]
    on_what: str
    verdict: str
    tone: str


def share_text(part: int, whole: int) -> str:
    """Return ``14 of 16 (87 %)``; without the percentage for fewer than ``FEW``."""
    if not whole:
        return "–"
    text = _("{part} of {whole}").format(part=part, whole=whole)
    return f"{text} ({100 * part // whole} %)" if whole >= FEW else text


def headline(found: Analytics) -> Headline:
    """Return the answers for an exercise."""
    verdict, tone = _verdict(found)
    return Headline(
        reached=_reached(found),
        stuck=_stuck(found),
        who=[(one, found.students[one.student]) for one in found.stuck],
        on_what=_on_what(found),
        verdict=verdict,
        tone=tone,
    )


def _reached(found: Analytics) -> str:
    if not found.students:
        return _("There are no students here.")
    if not found.handed_in:
        return _("Nobody has handed anything in yet.")
    return _("{handed_in} students handed in, and {solved} of these reached full marks.").format(
        handed_in=share_text(found.handed_in, len(found.students)), solved=share_text(found.solved, found.handed_in)
    )


def _stuck(found: Analytics) -> str:
    count, left = len(found.stuck), len(found.left)
    now = (
        ngettext("{count} student is stuck now.", "{count} students are stuck now.", count).format(count=count)
        if count
        else _("Nobody is stuck now.")
    )
    gone = ngettext(
        "{count} handed in without reaching full marks, and nothing for 7 days.",
        "{count} handed in without reaching full marks, and nothing for 7 days.",
        left,
    ).format(count=left)
    return f"{now} {gone}" if left else now


def _on_what(found: Analytics) -> str:
    failure = found.failure
    if failure is None:
        return ""
    text = (
        _("Most often they fail “{test}”: {count}.")
        if found.stuck
        else _("Those without full marks most often fail “{test}”: {count}.")
    )
    return text.format(test=translated(failure.title), count=share_text(failure.count, failure.of))


def _verdict(found: Analytics) -> tuple[str, str]:
    wrong = suspects(found.tests)
    if wrong:
        return _suspected(wrong), WARN
    if found.solved == found.handed_in:
        return (_("Everyone who handed in got there."), GOOD) if found.handed_in else ("", CALM)
    known = max((one.count for one in found.tests), default=0)
    if known < ENOUGH:
        return _("Too few graded students to judge the tests: {count}, and it takes {enough}.").format(
            count=known, enough=ENOUGH
        ), CALM
    return _sound(found), GOOD


def _suspected(wrong: list[TestQuality]) -> str:
    first = _("Look at the test “{test}” first. {why}").format(
        test=translated(wrong[0].title), why=flag_words(wrong[0])
    )
    if len(wrong) == 1:
        return first
    more = ngettext("{count} more test is flagged below.", "{count} more tests are flagged below.", len(wrong) - 1)
    return f"{first} {more.format(count=len(wrong) - 1)}"


def _sound(found: Analytics) -> str:
    text = _("The tests look sound, so it is the students who need help.")
    failure = found.failure
    test = next((one for one in found.tests if failure and one.test_id == failure.test_id), None)
    if test is None or test.groups is None:
        return text
    group = test.groups
    why = _("{upper} of the {of} strongest pass “{test}”, and {lower} of the {of} weakest.").format(
        upper=round(group.upper * group.group),
        lower=round(group.lower * group.group),
        of=group.group,
        test=translated(test.title),
    )
    return f"{text} {why}"
