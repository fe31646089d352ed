"""What a text of two languages still lacks, in words for its authors."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _


def gaps(text: Mapping[str, str], title: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return what is missing in a text, or else in its title; empty when both languages are there."""
    missing = _missing(text, _("The text is the same in both languages"))
    if missing or title is None:
        return missing
    return _missing(title, _("The title is the same in both languages"))


def _missing(text: Mapping[str, str], same: str) -> tuple[str, ...]:
    english, korean = text.get("en", "").strip(), text.get("ko", "").strip()
    if english and korean:
        return (same,) if english == korean else ()
    found = () if english else (_("English is missing"),)
    return found if korean else (*found, _("Korean is missing"))
