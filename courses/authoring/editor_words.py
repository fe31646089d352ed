"""What the editors of code, notebooks and texts say, in the reader's language; scripts fill in ``{name}`` places."""

from __future__ import annotations

from django.utils.translation import gettext as _


def editor_words() -> dict[str, str]:
    """Return all texts by the names that the scripts use."""
    return {**_saving(), **_notebook()}


def _saving() -> dict[str, str]:
    return {
        "saving": _("Saving…"),
        "saved": _("Saved {time}"),
        "savedHere": _("Saved in this browser only – no connection"),
        "savedHereSignedOut": _("Saved in this browser only – you are signed out"),
        "unsaved": _("Not saved – the browser's storage is full"),
        "undo": _("Undo"),
        "dismiss": _("Close this message"),
        "goBack": _("Go back"),
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
