"""A text in several languages: a mapping from language code to text."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import translation

Text = dict[str, str]
LANGUAGES = ("en", "ko")
"""What everything that is taught and told comes in."""
FALLBACK_LANGUAGE = "en"


def translated(text: Mapping[str, str] | None) -> str:
    """Return ``text`` in the reader's language, else in English, else in any language, else ``""``."""
    if not text:
        return ""
    language = (translation.get_language() or FALLBACK_LANGUAGE).partition("-")[0]
    return text.get(language) or text.get(FALLBACK_LANGUAGE) or next(iter(text.values()), "")
