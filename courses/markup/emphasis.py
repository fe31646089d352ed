"""Emphasis in languages whose particles follow without a space.

CommonMark does not close the ``**`` in ``**손실(loss)**은``: it stands between punctuation and a letter. Beside a
Hangul, Kana or Han character the delimiter may open and close all the same.
"""

from __future__ import annotations

from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType


class CloseToLettersState(StateInline):
    """An inline parser's state that knows delimiters next to East Asian letters."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """Scan a run of ``*``, ``_`` or ``~`` and say whether it may open or close emphasis."""
        scanned = super().scanDelims(start, canSplitWord)
        if not canSplitWord:
            return scanned
        before = self.src[start - 1 : start] or " "
        after = self.src[start + scanned.length : start + scanned.length + 1] or " "
        return Scanned(
            scanned.can_open or (_is_wide_letter(before) and not after.isspace()),
            scanned.can_close or (_is_wide_letter(after) and not before.isspace()),
            scanned.length,
        )


class CloseToLettersInline(ParserInline):
    """The inline parser with that state."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse a paragraph's text into ``tokens``."""
        state = CloseToLettersState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _is_wide_letter(character: str) -> bool:
    return character.isalpha() and east_asian_width(character) in "WF"
