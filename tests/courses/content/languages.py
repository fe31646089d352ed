"""What must be the same in two languages of one text, and whether a text is in its language at all."""

from __future__ import annotations

import re
from collections.abc import Callable

FENCED = re.compile(r"^(?P<fence>```|~~~)[^\n]*\n.*?^(?P=fence)$", re.MULTILINE | re.DOTALL)
DISPLAYED = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
MATHEMATICS = re.compile(r"(?<![\\$])\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\$)")
WORDS_IN_MATHEMATICS = re.compile(r"\\text\{[^{}]*\}")
NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?")
LINK = re.compile(r"\]\(([^)\s]+)[^)]*\)")
IMAGE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
FIGURE = re.compile(r"^<bp-figure[^\n]*$", re.MULTILINE)
EXERCISE = re.compile(r"\]\(exercise:([^)]+)\)")
HANGUL = re.compile(r"[가-힣]")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def facts(markdown: str) -> dict[str, object]:
    """Return what both languages of a text must share: structure, code, mathematics, links and telling numbers.

    Small whole numbers are left out, since one language may write them as words.
    """
    prose = FENCED.sub("", markdown)
    plain = MATHEMATICS.sub(" ", DISPLAYED.sub(" ", CODE.sub(" ", prose)))
    return {
        "headings": re.findall(r"^#+(?= )", prose, re.MULTILINE),
        "code blocks": FENCED.findall(markdown) and [found.group(0) for found in FENCED.finditer(markdown)],
        "displayed formulas": [_mathematics(found) for found in DISPLAYED.findall(prose)],
        "table rows": len(re.findall(r"^\|", prose, re.MULTILINE)),
        "list items": len(re.findall(r"^\s*(?:[-*]|\d+\.) ", prose, re.MULTILINE)),
        "images": IMAGE.findall(prose),
        "figures": FIGURE.findall(prose),
        "exercises": EXERCISE.findall(prose),
        "links": sorted(LINK.findall(prose)),
        "code": set(CODE.findall(DISPLAYED.sub(" ", prose))),
        "mathematics": {_mathematics(found) for found in MATHEMATICS.findall(CODE.sub(" ", DISPLAYED.sub(" ", prose)))},
        "numbers": {number for number in NUMBER.findall(LINK.sub("]", plain)) if _tells(number)},
    }


def _mathematics(formula: str) -> str:
    return "".join(WORDS_IN_MATHEMATICS.sub(r"\\text{}", formula).split())


def _tells(number: str) -> bool:
    return "." in number or len(number.replace(",", "")) >= 3


def differences(english: str, korean: str) -> dict[str, tuple[object, object]]:
    """Return what differs, by its name: what only the English text has, and what only the Korean one has."""
    here, there = facts(english), facts(korean)
    found: dict[str, tuple[object, object]] = {}
    for name, value in here.items():
        other = there[name]
        if value != other:
            both_sets = isinstance(value, set) and isinstance(other, set)
            found[name] = (value - other, other - value) if both_sets else (value, other)  # type: ignore[operator]
    return found


def is_korean(text: str) -> bool:
    """Whether there is Korean in a text, or nothing in it that could be: names, code, numbers and formulas only."""
    return bool(HANGUL.search(text)) or not _words(text)


def is_english(text: str) -> bool:
    """Whether there is no Korean in a text, names in code aside."""
    return not HANGUL.search(CODE.sub("", FENCED.sub("", text)))


def _words(text: str) -> list[str]:
    bare = text
    for pattern in (CODE, DISPLAYED, MATHEMATICS, PLACEHOLDER, NUMBER):
        bare = pattern.sub(" ", bare)
    return [word for word in re.findall(r"[A-Za-z]+", bare) if _is_a_word(word)]


_is_a_word: Callable[[str], object] = re.compile(r"[a-z]{3,}").search
