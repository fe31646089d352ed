"""What the scripts of the authoring pages are told: words, addresses and limits."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from courses.authoring.editor_words import editor_phrases, editor_words
from courses.authoring.exercise_parts import MAX_EDITED_BYTES
from courses.models import Course


def editing_settings(course: Course, user: User, **addresses: str) -> dict[str, Any]:
    """Return the settings of a page with editors; ``addresses`` are those that its scripts ask."""
    return {
        "urls": addresses,
        "me": user.display_name,
        "keptAs": f"backpass-working-{user.pk}-{course.pk}",
        "maxBytes": MAX_EDITED_BYTES,
        "phrases": editor_phrases(),
        "text": {**editor_words(), **_saving(), **_writing(), **_figures()},
    }


def _saving() -> dict[str, str]:
    return {
        "refused": _("Not saved: {reason}"),
        "conflict": _("Not saved – choose a version"),
        "savedByOther": _("{name} has saved this file at {time}. Yours is not saved yet; nothing is lost."),
        "savedByYou": _("You have saved this file elsewhere at {time}. This text is not saved yet; nothing is lost."),
        "removedByOther": _("Somebody has deleted or renamed this file. Your text is not saved yet; nothing is lost."),
        "takeTheirs": _("Take theirs"),
        "keepMine": _("Keep mine (save over theirs)"),
        "copyMine": _("Copy mine"),
        "copied": _("Copied."),
        "tookTheirs": _("Their version stands in the editor now."),
        "theirs": _("Theirs, saved"),
        "mine": _("Mine, not saved"),
        "removed": _("Only in theirs:"),
        "added": _("Only in mine:"),
        "unchanged": _("{number} unchanged lines"),
        "keptHere": _("What you had not saved, of {time}, is open again."),
        "openSaved": _("Open what is saved"),
        "lastSaved": _("{name} saved last, {time}"),
    }


def _writing() -> dict[str, str]:
    return {
        "line": _("line {line}"),
        "words": _("{number} words"),
        "previewFailed": _("The preview could not be drawn. It is tried again when you write on."),
        "emptyPreview": _("Nothing to see yet."),
        "imageFailed": _("The image could not be uploaded."),
        "headingText": _("Heading"),
        "boldText": _("important"),
        "linkText": _("words of the link"),
        "noteText": _("Note"),
        "noteBody": _("What is to be noted."),
        "insertFailed": _("The test could not be put in."),
        "unsavedHint": _("Changes of this form are not saved yet."),
    }


def _figures() -> dict[str, str]:
    return {
        "caption": _("What the figure shows."),
        "try": _("What is to be tried?"),
        "none": _("none"),
        "commas": _("numbers with commas between, {least} to {most} of them"),
        "choices": _("any of: {choices}"),
    }
