"""Figures that a test shows beside its result: for its student where the test is public, else only where it says so."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.testkit.protocol import MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, MAX_NOTES
from grader.testkit.text import Text, as_text, cut

DOTS_PER_INCH = 110
MAX_NOTE_CHARACTERS = 300
SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A PNG or JPEG image with its caption and what it shows in words; ``show``: from a hidden test, too."""

    title: Text
    alt: Text
    content: bytes
    show: bool


@dataclass(slots=True)
class Attached:
    """What one test has attached, and why something was left out, for its author."""

    images: list[Attachment] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


_attached = Attached()


def attach_figure(
    figure: Any, *, title: str | Mapping[str, str], alt: str | Mapping[str, str], show: bool = False
) -> None:
    """Show a figure (a matplotlib one, or the bytes of a PNG or a JPEG) with this test's result.

    ``title`` and ``alt`` are texts of `say`. Up to ``MAX_ATTACHMENTS`` a test, each of up to ``MAX_ATTACHMENT_BYTES``.
    A hidden test's figure is shown only with ``show``: it may hold nothing that a student must not know. What cannot be
    shown is left out with a note to the author and fails no test.
    """
    try:
        content = figure if isinstance(figure, bytes) else _drawn(figure)
    except Exception as error:  # noqa: BLE001  # Whatever a drawing library raises, it must cost no student a test.
        return _leave_out(f"it cannot be drawn: {type(error).__name__}: {error}")
    if not content.startswith(SIGNATURES):
        return _leave_out("it is neither a PNG nor a JPEG")
    if len(content) > MAX_ATTACHMENT_BYTES:
        return _leave_out(f"it has {len(content):,} bytes; at most {MAX_ATTACHMENT_BYTES:,} are shown")
    if len(_attached.images) == MAX_ATTACHMENTS:
        return _leave_out(f"a test shows at most {MAX_ATTACHMENTS}")
    _attached.images.append(Attachment(as_text(title), as_text(alt), content, show))
    return None


def take_attached() -> Attached:
    """Return what was attached since the last call."""
    global _attached
    found, _attached = _attached, Attached()
    return found


def _drawn(figure: Any) -> bytes:
    target = io.BytesIO()
    figure.savefig(target, format="png", dpi=DOTS_PER_INCH, bbox_inches="tight")
    return target.getvalue()


def _leave_out(reason: str) -> None:
    if len(_attached.notes) < MAX_NOTES:
        _attached.notes.append(cut(f"attach_figure: a figure is left out: {reason}", MAX_NOTE_CHARACTERS))
