"""What the live result says, in the reader's language; ``{name}`` places are filled in by the script."""

from __future__ import annotations

from django.utils.translation import gettext as _

from grader.models import Outcome
from grader.telemetry.trouble import stuck_text


def live_text(*, no_gpu: bool = False) -> dict[str, str]:
    """Return all texts by the names that the script uses.

    ``no_gpu`` says that the exercise needs a GPU and none is connected.
    """
    return {**_progress(f"{missing_gpu()} " if no_gpu else ""), **_tests(), **_output(), **_curve()}


def missing_gpu() -> str:
    """Return why a grading waits when no GPU is connected."""
    return _("This exercise needs a GPU; none is connected now. It is graded as soon as one is.")


def _progress(missing: str) -> dict[str, str]:
    return {
        "next": missing + _("Next in the queue"),
        "position": missing + _("Number {position} in the queue"),
        "stuck": stuck_text(),
        "running": _("Running your code…"),
        "wait": _("about {time}"),
        "usually": _("usually {time}"),
        "seconds": _("{count} s"),
        "minutes": _("{count} min"),
        "epoch": _("Training: epoch {epoch} of {epochs}"),
        "testing": _("Testing: {ended} of {total}"),
    }


def _tests() -> dict[str, str]:
    return {
        "hidden": _("hidden"),
        "publicTests": _("Public tests"),
        "hiddenTests": _("Hidden tests"),
        "why": _("Why"),
        "expected": _("Expected"),
        "actual": _("Got"),
        **{str(outcome.value): str(outcome.label) for outcome in Outcome},
    }


def _output() -> dict[str, str]:
    return {
        "cut": _("… output cut: the limit is reached."),
        "earlier": _("… earlier output is left out."),
        "lost": _("Connection lost. Trying again…"),
        "again": _("Connected again."),
    }


def _curve() -> dict[str, str]:
    return {
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
    }
