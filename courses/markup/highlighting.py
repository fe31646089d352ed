"""Source code as HTML with one class for each kind of word; the style sheet gives them colors."""

from __future__ import annotations

from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

MAX_HIGHLIGHTED = 200_000
"""Characters; longer code is shown plain."""
MAX_LINE = 2_000
"""Characters of a line; code with a longer one is shown plain. Lexers take some a time that grows with its square."""

MAX_LINES = 10_000


def highlighted(code: str, language: str = "python") -> str:
    """Return ``code`` as safe HTML for the inside of a ``<pre>``; plain where the language is not known."""
    too_long = len(code) > MAX_HIGHLIGHTED or any(len(line) > MAX_LINE for line in code.split("\n"))
    if too_long or not language:
        return escape(code)
    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return escape(code)
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True)))


def marked_source(code: str, line: int | None = None, language: str = "python") -> str:
    """Return ``code`` with line numbers and ``line`` (from 1) marked, as safe HTML for the inside of a ``<pre>``.

    Lines after the first ``MAX_LINES`` are left out.
    """
    lines = highlighted(code, language).splitlines()
    more = "…\n" if len(lines) > MAX_LINES else ""
    width = len(str(len(lines)))
    shown = (
        f'<span class="{"hll" if number == line else "line"}">'
        f'<span class="linenos">{number:>{width}}</span>{text}\n</span>'
        for number, text in enumerate(lines[:MAX_LINES], start=1)
    )
    return "".join(shown) + more
