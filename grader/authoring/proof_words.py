"""What a proof found, in words that say to an exercise's author what is wrong, where, and what to do about it.

A proof tells its problems in one English sentence each, for the terminal. Here each kind of sentence gets a headline
and an advice in the reader's language; the sentence itself, with all that was measured, stays beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SOURCE = re.compile(
    r"(?P<file>(?:solution|starter)\.\w+|(?:wrong|alternatives)/[^:]+|mutants\.yaml): (?P<rest>.*)", re.DOTALL
)
UNDER_SEEDS = re.compile(r"under (?P<count>\d+) of (?P<all>\d+) seeds: (?P<rest>.*)", re.DOTALL)
MARKS = "mutants.yaml"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One problem. ``file`` is a path in the exercise's folder or ``""``; ``detail`` is the proof's own sentence."""

    file: str
    headline: str
    advice: str
    detail: str


@dataclass(frozen=True)
class _Kind:
    pattern: re.Pattern[str]
    headline: str | Promise
    advice: str | Promise = ""


def _kind(pattern: str, headline: str | Promise, advice: str | Promise = "") -> _Kind:
    return _Kind(re.compile(pattern, re.DOTALL), headline, advice)


TEST = r"(?P<test>\w+(?:\.py::\w+)?(?:\[.*?\])?)"
KINDS = (
    _kind(
        rf"should fail {TEST}, but passes it",
        _("This wrong attempt passes {test}, which it should fail."),
        _("Students with this mistake would get the points. Make the test stricter, or correct the “# fails:” line."),
    ),
    _kind(
        rf"should fail {TEST}, which is skipped",
        _("The test {test}, which this wrong attempt should fail, is skipped."),
        _("A test that is skipped earns nothing, so no work may meet one."),
    ),
    _kind(
        rf"fails {TEST}, which it does not name: .*",
        _("This wrong attempt also fails {test}, which it does not name."),
        _("Name the test in the “# fails:” line, or change the attempt so that it makes one mistake only."),
    ),
    _kind(
        rf"names {TEST}, which is no test that was run",
        _("The attempt names {test}, and there is no such test."),
        _("Correct the name in the “# fails:” line."),
    ),
    _kind(
        r"should not be judgeable, but was (?P<state>\w+)",
        _("This attempt says that it cannot be judged at all, but it was."),
        _("Name the tests that it fails instead of “*”."),
    ),
    _kind(
        rf"breaks {TEST}, so that a student would be told that the test is at fault: .*",
        _("The test {test} breaks over this program."),
        _("A student would read that the test is at fault. Let the test check what it gets before it uses it."),
    ),
    _kind(
        r"scores all points without a change",
        _("The starter gets all points as it is."),
        _("Nothing is left to do for a student. Take the solution out of the starter, or ask for more in the tests."),
    ),
    _kind(
        r"scores (?P<score>[\d.]+) of (?P<most>[\d.]+) instead of all",
        _("Right work gets {score} of {most} points."),
        _("The tests that did not pass are named beside. Either they ask for too much, or this work is not right."),
    ),
    _kind(
        rf"{TEST} (?:failed|partial|error|not_run): .*",
        _("Right work does not pass {test}."),
        _("Look at where the test stopped: either it asks for more than the prompt says, or this work is not right."),
    ),
    _kind(
        rf"{TEST} has no title.*",
        _("The test {test} needs a title in both languages."),
        _("Students read the title: @pytest.mark.title(en=…, ko=…)."),
    ),
    _kind(
        r"the tests give (?P<sum>[\d.]+) points together, but exercise\.yaml says (?P<points>[\d.]+).*",
        _("The tests give {sum} points together, the settings say {points}."),
        _("Change the points of a test, or “points” in exercise.yaml. Each case of a parametrized test counts."),
    ),
    _kind(
        r"(?P<state>failed|error|canceled) instead of graded: .*",
        _("The program could not be judged."),
        _("It stops before any test can begin. The reason stands below."),
    ),
    _kind(
        r"could not be judged(?: under some seeds)?, for a reason of ours: .*",
        _("The sandbox failed here; it is not the exercise's fault."),
        _("Validate again. If it stays, tell who runs this site."),
    ),
    _kind(
        r"could not be judged: .*",
        _("The tests cannot be run."),
        _("A test file cannot be imported, or a marker is wrong. The reason stands below."),
    ),
    _kind(
        r"fails under (?P<count>\d+) of (?P<all>\d+) seeds: .*",
        _("Right work fails under {count} of {all} random seeds."),
        _("So would students, by bad luck. Loosen the threshold, or make the task easier to learn."),
    ),
    _kind(
        rf"{TEST}: .* reaches .*; half of it should do",
        _("The test {test} leaves little room for rounding."),
        _("Right work uses more than half of the tolerance. Make the tolerance larger."),
    ),
    _kind(
        rf"{TEST}: .* leaves too little room for .*",
        _("The threshold of {test} is too tight."),
        _("Right work would miss it in more than 1 of 1,000 gradings. Loosen it, in the prompt, too."),
    ),
    _kind(
        r"`(?P<code>.*)` is a seed that cannot be moved; write a number there",
        _("The seed in “{code}” cannot be moved."),
        _("Write a plain number there, so that the work can be judged under other seeds."),
    ),
    _kind(
        r"the time was up after (?P<count>\d+) of (?P<all>\d+) seeds",
        _("The time was up after {count} of {all} seeds."),
        _("Validate again: what was judged is remembered, and the rest goes on from there."),
    ),
    _kind(
        r"the time was up before (?P<count>\d+) mutants were judged",
        _("The time was up before {count} changed solutions were judged."),
        _("Validate again: what was judged is remembered, and the rest goes on from there."),
    ),
    _kind(
        r"the tests notice only (?P<killed>\d+) of (?P<judged>\d+) mutants; (?P<wanted>[\d%]+) are wanted",
        _("The tests notice only {killed} of {judged} changes that break the solution."),
        _("At least {wanted} are wanted. Each change below that passed needs a test, or a mark that it is as right."),
    ),
    _kind(
        r"(?P<count>\d+) mutants break (?P<test>.*): a student would be told that the test is at fault",
        _("{test} break over {count} changed solutions."),
        _("A student would read that the test is at fault. Let the test check what it gets before it uses it."),
    ),
    _kind(
        r"mutants could not be judged, for a reason of ours: .*",
        _("Some changed solutions could not be judged; it is not the exercise's fault."),
        _("Validate again. If it stays, tell who runs this site."),
    ),
    _kind(
        r"mutants\.yaml marks a change that is no mutant of the solution: .*",
        _("mutants.yaml marks a change that is not tried any more."),
        _("The solution has changed since. Take the mark out."),
    ),
    _kind(
        r"mutants\.yaml marks a change of several mutants.*",
        _("mutants.yaml marks a change that fits several places."),
        _("Say which one by its line."),
    ),
    _kind(
        r"mutants\.yaml marks a change as equivalent that (?P<test>.*?) notices: .*",
        _("mutants.yaml marks a change as equivalent, but {test} notices it."),
        _("Take the mark out: the tests are better than you thought."),
    ),
)


def findings(problems: Iterable[str]) -> list[Finding]:
    """Return what each problem of a proof means to the exercise's author, in the reader's language."""
    return [finding(problem) for problem in problems]


def finding(problem: str) -> Finding:
    """Return what one problem means; of a sentence that is not known, the sentence itself."""
    named = SOURCE.fullmatch(problem)
    file, rest = (named["file"], named["rest"]) if named else ("", problem)
    seeds = UNDER_SEEDS.fullmatch(rest)
    if seeds:
        rest = seeds["rest"]
    for kind in KINDS:
        if found := kind.pattern.fullmatch(rest):
            words = found.groupdict()
            headline = str(kind.headline).format(**words)
            if seeds:
                under = _("Under {count} of {all} random seeds:").format(**seeds.groupdict())
                headline = f"{under} {headline}"
            file = file or (MARKS if rest.startswith(MARKS) else "")
            return Finding(file=file, headline=headline, advice=str(kind.advice).format(**words), detail=problem)
    return Finding(file=file, headline=rest, advice="", detail="")
