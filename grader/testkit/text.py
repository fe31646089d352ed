"""Bilingual texts, and how one survives inside an assertion's message.

pytest puts an assertion's message into a plain string among its own explanation. ``say`` therefore returns a ``str``
that carries both languages between control characters, which ``said`` finds again wherever the string ends up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

Message = str | Mapping[str, str] | None
"""An author's own words: in both languages as `say` gives them, one text for both, or none."""
Text = dict[str, str]
LANGUAGES = ("en", "ko")
MAX_TEXT_CHARACTERS = 4_000
_START, _END, _BETWEEN, _NEWLINE = "\x02", "\x03", "\x1f", "\x1e"
_MARKED = re.compile(f"{_START}([^{_START}{_END}]*){_BETWEEN}([^{_START}{_END}]*){_END}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Said(str):
    """A message in both languages that can stand wherever a ``str`` is wanted."""

    __slots__ = ("text",)
    text: Text

    def __new__(cls, en: str, ko: str) -> Said:
        """Return the message ``en`` and ``ko``."""
        english, korean = clean(en), clean(ko)
        marked = f"{_START}{english}{_BETWEEN}{korean}{_END}".replace("\n", _NEWLINE)
        said_text = super().__new__(cls, marked)
        said_text.text = {"en": english, "ko": korean}
        return said_text


def say(en: str, ko: str) -> Said:
    """Return the message of an assertion in both languages, to stand behind its comma."""
    return Said(en, ko)


def said(message: str) -> Text | None:
    """Return the first text of ``say`` that stands in ``message``."""
    found = _MARKED.search(message)
    if found is None:
        return None
    english, korean = (part.replace(_NEWLINE, "\n") for part in found.groups())
    return {"en": english, "ko": korean}


def without_said(message: str) -> str:
    """Return ``message`` with the texts of ``say`` taken out, so that nothing is told twice."""
    return _MARKED.sub("", message)


def default_title(test_id: str) -> Text:
    """Return the title of a test that has none of its own: the words of its name, alike in both languages."""
    return as_text(test_id.rpartition("::")[2].removeprefix("test_").replace("_", " "))


def as_text(message: str | Mapping[str, str]) -> Text:
    """Return ``message``, however it was given, as a text in both languages."""
    if isinstance(message, Mapping):
        return {language: clean(message.get(language, "")) for language in LANGUAGES}
    found = said(message)
    return found if found is not None else dict.fromkeys(LANGUAGES, clean(message))


def joined(texts: Iterable[Text | None]) -> Text:
    """Return the texts one below the other, language by language, leaving out what is empty."""
    kept = [text for text in texts if text]
    return {language: cut("\n".join(t[language] for t in kept if t.get(language))) for language in LANGUAGES}


def clean(text: str) -> str:
    """Return ``text`` without control characters and unpaired surrogates, at most ``MAX_TEXT_CHARACTERS`` long."""
    return cut(_CONTROL.sub("", text.encode("utf-8", "replace").decode("utf-8")))


def cut(text: str, limit: int = MAX_TEXT_CHARACTERS) -> str:
    """Return ``text``, its end left out when it has over ``limit`` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
