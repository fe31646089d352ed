"""What the exercise page's script says, in the reader's language; ``{name}`` places are filled in by the script."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courses.authoring.editor_words import editor_words
from courses.text import translated
from grader import messages
from grader.judging.checking import MAX_UPLOAD_BYTES


def workbench_text() -> dict[str, str]:
    """Return all texts by the names that the script uses."""
    return {**editor_words(), **_sending(), **_saving(), **_notices()}


def _sending() -> dict[str, str]:
    return {
        "tooLarge": translated(messages.too_large(MAX_UPLOAD_BYTES // 2**20)),
        "notText": translated(messages.NOT_UTF8),
        "notShown": _("{name} cannot be shown as a notebook. You can still send it to learn why."),
        "sendFailed": _("It could not be sent. Check your connection and try again; nothing you wrote is lost."),
        "signedOut": _("You are signed out. Sign in again in another tab, then send it once more; nothing is lost."),
        "line": _("line {line}"),
        "code": _("Your code"),
        "submitTitle": _("Submit although the run failed?"),
        "submitQuestion": _("It is judged by all tests and listed among your submissions; your best score stays."),
        "submitAnyway": _("Submit anyway"),
    }


def _saving() -> dict[str, str]:
    return {
        "tooLargeToSave": _("Saved in this browser only – too large for the server"),
        "conflict": _("Saved elsewhere – choose a version"),
        "conflictNotice": _("It was changed elsewhere at {time}. Nothing is overwritten until you choose."),
        "takeTheirs": _("Take the other version"),
        "keepMine": _("Keep this one"),
    }


def _notices() -> dict[str, str]:
    return {
        "openedDraft": _("Your draft of {time} is open."),
        "openedLocal": _("Your draft of {time}, kept in this browser, is open."),
        "openedWork": _("Your last work, sent {time}, is open."),
        "openedAsked": _("Your attempt of {time} is open."),
        "openDraft": _("Open the draft of {time}"),
        "openSaved": _("Open the saved version of {time}"),
        "toStarter": _("The editor holds the starter again."),
        "restored": _("Attempt {number} stands in the editor."),
        "replaced": _("The editor's content was replaced."),
        "sent": _("Code from the network playground"),
        "insert": _("Insert at the cursor"),
        "addCell": _("Add as a cell"),
        "replace": _("Replace"),
        "discard": _("Discard"),
        "overwriteTitle": _("Replace what you have written?"),
        "overwriteQuestion": _("{name} takes the place of the notebook in the editor. You can undo it."),
        "overwrite": _("Replace"),
        "fileWaits": _("{name} is sent in place of the notebook in the editor."),
        "discardFile": _("Put the file away"),
    }
