"""What the exercise page's script says, in the reader's language; ``{name}`` places are filled in by the script."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courses.text import translated
from grader import messages
from grader.checking import MAX_UPLOAD_BYTES


def workbench_text() -> dict[str, str]:
    """Return all texts by the names that the script uses."""
    return {**_sending(), **_saving(), **_notices(), **_notebook()}


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
        "goBack": _("Go back"),
    }


def _saving() -> dict[str, str]:
    return {
        "saving": _("Saving…"),
        "saved": _("Saved {time}"),
        "savedHere": _("Saved in this browser only – no connection"),
        "savedHereSignedOut": _("Saved in this browser only – you are signed out"),
        "unsaved": _("Not saved – the browser's storage is full"),
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
        "undo": _("Undo"),
        "dismiss": _("Close this message"),
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


def _notebook() -> dict[str, str]:
    return {
        "codeCell": _("Code cell {number} of {count}"),
        "textCell": _("Text cell {number} of {count}"),
        "cellTools": _("Tools of cell {number}"),
        "edit": _("Edit text cell {number}"),
        "moveUp": _("Move cell {number} up"),
        "moveDown": _("Move cell {number} down"),
        "addAbove": _("Add a cell above cell {number}"),
        "addBelow": _("Add a cell below cell {number}"),
        "toText": _("Turn cell {number} into text"),
        "toCode": _("Turn cell {number} into code"),
        "delete": _("Delete cell {number}"),
        "deleted": _("Cell {number} is deleted."),
        "emptyText": _("Empty text. Press Enter to write."),
        "stale": _("Outputs of an earlier version of this cell"),
        "outputs": _("Outputs of cell {number}"),
        "failed": _("This cell failed"),
        "opened": _("{name} is open: {count} cells"),
    }


def editor_phrases() -> dict[str, str]:
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
