"""What the exercise page's scripts need to know, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from courses.exercise_folder import ExerciseFolder
from courses.models import Exercise
from courses.text import translated
from grader import messages
from grader.handing_in import MAX_UPLOAD_BYTES
from grader.models import Outcome

MEGABYTE = 2**20


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


def workbench_settings(exercise: Exercise, folder: ExerciseFolder, user: User, *, draft_wins: bool) -> dict[str, Any]:
    """Return what the exercise page's script is told: addresses, the starter, the draft's key, limits and words."""
    return {
        "runUrl": exercise_address("grader:run", exercise),
        "submitUrl": exercise_address("grader:submit", exercise),
        "draftKey": f"backpass-draft-{user.pk}-{exercise.pk}",
        "draftWins": draft_wins,
        "maxBytes": MAX_UPLOAD_BYTES,
        "starter": folder.starter if folder.starter_format == "code" else "",
        "editorLabel": _("Your code"),
        "phrases": _editor_phrases(),
        "text": {
            "tooLarge": translated(messages.too_large(MAX_UPLOAD_BYTES // MEGABYTE)),
            "notText": translated(messages.NOT_UTF8),
            "notShown": _("{name} cannot be shown as a notebook. You can still send it to learn why."),
            "chosen": _("{name}, {count} cells"),
            "more": _("… and {count} more cells"),
            "noNotebook": _("Choose a notebook first."),
            "restored": _("Your draft of {time} is back."),
            "sendFailed": _("It could not be sent. Check your connection and try again; nothing you wrote is lost."),
            "signedOut": _(
                "You are signed out. Sign in again in another tab, then send it once more; nothing is lost."
            ),
            "line": _("line {line}"),
        },
    }


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
    }
