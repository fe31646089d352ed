"""What the exercise page's scripts need to know, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from courses.exercise_folder import ExerciseFolder
from courses.models import Exercise
from grader.checking import MAX_UPLOAD_BYTES
from grader.models import Outcome
from grader.opening import Opened, starter_in
from grader.workbench_text import workbench_text

ADDRESSES = ("run", "submit", "draft", "cells", "compare")


def exercise_address(name: str, exercise: Exercise) -> str:
    """Return the address of one of an exercise's pages, such as ``grader:run``."""
    return reverse(name, args=[exercise.unit.course.slug, exercise.unit.slug, exercise.slug])


def live_text(*, no_gpu: bool = False) -> dict[str, str]:
    """Return what the live result says; ``{name}`` places are filled in by the script.

    ``no_gpu`` says that the exercise needs a GPU and none is connected.
    """
    missing = f"{missing_gpu()} " if no_gpu else ""
    return {
        "next": missing + _("Next in the queue"),
        "position": missing + _("Number {position} in the queue"),
        "starting": _("Starting…"),
        "running": _("Running your code…"),
        "wait": _("about {time}"),
        "usually": _("usually {time}"),
        "seconds": _("{count} s"),
        "minutes": _("{count} min"),
        "epoch": _("Training: epoch {epoch} of {epochs}"),
        "testing": _("Testing: {ended} of {total}"),
        "hidden": _("hidden"),
        "cut": _("… output cut: the limit is reached."),
        "expected": _("Expected"),
        "actual": _("Got"),
        "why": _("Why"),
        "publicTests": _("Public tests"),
        "hiddenTests": _("Hidden tests"),
        "earlier": _("… earlier output is left out."),
        "lost": _("Connection lost. Trying again…"),
        "again": _("Connected again."),
        "metric": _("Metric"),
        "logarithmic": _("Logarithmic"),
        "training": _("training"),
        "validation": _("validation"),
        "best": _("your best so far"),
        "goalMost": _("goal: {metric} at most {value}"),
        "goalLeast": _("goal: {metric} at least {value}"),
        "epochName": _("Epoch"),
        "trainingName": _("Training"),
        "readOff": _("Read values off the curve, epoch by epoch"),
        "table": _("All epochs as a table"),
        "summary": _("{metric}: {first} at first, {last} at last, best {best} in epoch {epoch}."),
        "trainings": _("{count} trainings, one after the other."),
        "reached": _("The goal is reached."),
        "notReached": _("The goal is not reached yet."),
        **{str(outcome.value): str(outcome.label) for outcome in Outcome},
    }


def missing_gpu() -> str:
    """Return why a grading waits when no GPU is connected."""
    return _("This exercise needs a GPU; none is connected now. It is graded as soon as one is.")


def workbench_settings(
    exercise: Exercise, folder: ExerciseFolder, user: User, opened: Mapping[str, Opened]
) -> dict[str, Any]:
    """Return what the exercise page's script is told: addresses, texts to open, limits and words."""
    return {
        "urls": {
            name: exercise_address(f"grader:{name}", exercise)
            for name in ("run", "submit", "draft", "cells", "compare")
        },
        "name": exercise.slug,
        "draftKey": f"backpass-draft-{user.pk}-{exercise.pk}",
        "maxBytes": MAX_UPLOAD_BYTES,
        "starters": {written_as: starter_in(folder, written_as) for written_as in opened},
        "opened": {written_as: _opened_data(one) for written_as, one in opened.items()},
        "phrases": _editor_phrases(),
        "text": workbench_text(),
    }


def _opened_data(opened: Opened) -> dict[str, Any]:
    draft = opened.draft
    is_shown = opened.origin == "draft"
    return {
        "content": opened.content,
        "origin": opened.origin,
        "at": _milliseconds(opened.at),
        "revision": draft.revision if draft else 0,
        "draft": {"content": draft.content, "at": _milliseconds(draft.saved_at)} if draft and not is_shown else None,
    }


def _milliseconds(at: datetime | None) -> int:
    return round(at.timestamp() * 1000) if at else 0


def _editor_phrases() -> dict[str, str]:
    """Return the editor's own words, by their English form."""
    return {
        "Find": _("Find"),
        "Replace": _("Replace"),
        "next": _("next"),
        "previous": _("previous"),
        "all": _("all"),
        "match case": _("match case"),
        "by word": _("by word"),
        "regexp": _("regular expression"),
        "replace": _("replace"),
        "replace all": _("replace all"),
        "close": _("close"),
        "Go to line": _("Go to line"),
        "go": _("go"),
        "Diagnostics": _("Problems"),
        "No diagnostics": _("No problems"),
        "Completions": _("Completions"),
        "Control character": _("control character"),
        "Selection deleted": _("The selection is deleted"),
        "current match": _("current match"),
        "on line": _("on line"),
        "replaced $ matches": _("$ matches replaced"),
        "replaced match on line $": _("match on line $ replaced"),
        "folded code": _("folded code"),
        "unfold": _("unfold"),
        "to": _("to"),
    }
