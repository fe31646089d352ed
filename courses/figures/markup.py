"""``<bp-figure>`` in Markdown: read, checked, and shown as a still picture with its caption and its “Try” prompt.

::

    <bp-figure kind="activations" state="fn: tanh; x: 2" hide="derivative">

    The caption, in *Markdown*.

    What to try; more paragraphs may follow.

    </bp-figure>
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from html.parser import HTMLParser
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from courses.figures.kinds import FigureProblem, State, check_hidden, read_state

OPENING = re.compile(r"<bp-figure(?P<attributes>[^<>]*)>\s*$")
CLOSING = "</bp-figure>"
ATTRIBUTES = ("kind", "state", "hide")
ELEMENT = re.compile(r"<bp-figure (?P<attributes>[^<>]*)></bp-figure>")


def figure_plugin(parser: MarkdownIt) -> None:
    """Teach a Markdown parser to read figures."""
    parser.block.ruler.before("html_block", "bp_figure", _figure_rule, {"alt": ["paragraph"]})
    parser.add_render_rule("bp_figure_open", _render_opening)
    parser.add_render_rule("bp_figure_close", lambda *_: "</figcaption></figure>\n")


def figure_problems(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the figures in a parsed text, each with its line from 1."""
    for token in tokens:
        if token.type == "bp_figure_open" and (problem := token.meta["problem"]):
            yield (token.map or [0])[0] + 1, f"figure: {problem}"


def with_stills(html: str) -> str:
    """Put each figure's still picture into its element. ``html`` is safe already and stays so."""
    return ELEMENT.sub(_filled, html)


def still(kind: str, state: State) -> str:
    """Return the still picture of a kind in a state, as SVG."""
    return str(import_module(f"courses.figures.stills.{kind.replace('-', '_')}").draw(state))


def _filled(found: re.Match[str]) -> str:
    given = _attributes(found["attributes"])
    try:
        picture = still(given["kind"], read_state(given["kind"], given.get("state", "")))
    except (FigureProblem, KeyError):
        return ""
    note = escape(_("This figure can be explored where scripts run."))
    inside = f'<div class="figure-still">{picture}<p class="figure-note">{note}</p></div>'
    return found[0].replace("></bp-figure>", f">{inside}</bp-figure>")


def _figure_rule(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    line = state.getLines(first, first + 1, state.blkIndent, False).strip()
    if not line.startswith("<bp-figure"):
        return False
    if silent:
        return True
    last = next((number for number in range(first + 1, end) if _line(state, number) == CLOSING), None)
    opening = OPENING.fullmatch(line)
    given = _attributes(opening["attributes"]) if opening else {}
    token = state.push("bp_figure_open", "bp-figure", 1)
    token.map, token.block = [first, last or first], True
    body_from = len(state.tokens)
    _parse_body(state, first + 1, last or first + 1)
    token.meta = {"given": given, "problem": _problem(opening, last, given, state.tokens[body_from:])}
    _mark_prompt(state.tokens[body_from:])
    state.push("bp_figure_close", "bp-figure", -1)
    state.line = (last or first) + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.getLines(number, number + 1, state.blkIndent, False).strip()


def _parse_body(state: StateBlock, first: int, last: int) -> None:
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "bp_figure", last
    state.md.block.tokenize(state, first, last)
    state.parentType, state.lineMax = parent, line_max


def _problem(opening: object, last: int | None, given: dict[str, str], body: Sequence[Token]) -> str:
    if not opening:
        return "write the opening tag on one line of its own, as <bp-figure kind=… state=…>"
    if last is None:
        return f"{CLOSING} is missing; it stands on a line of its own"
    if unknown := set(given) - set(ATTRIBUTES):
        return f"there is no attribute “{min(unknown)}”; known: {', '.join(ATTRIBUTES)}"
    if sum(token.type == "paragraph_open" and token.level == body[0].level for token in body) < 2:
        return "needs a caption and, in a paragraph after it, something to try"
    try:
        read_state(given.get("kind", ""), given.get("state", ""))
        check_hidden(given["kind"], given.get("hide", ""))
    except FigureProblem as problem:
        return str(problem)
    return ""


def _mark_prompt(body: Sequence[Token]) -> None:
    """The second paragraph says what to try."""
    paragraphs = [index for index, token in enumerate(body) if token.type == "paragraph_open"]
    if len(paragraphs) > 1:
        opening, inline = body[paragraphs[1]], body[paragraphs[1] + 1]
        opening.attrSet("class", "figure-try")
        label = _("Try:")
        inline.content = f"**{label}** {inline.content}"


def _render_opening(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    given = tokens[index].meta["given"]
    taken = env.setdefault("figures", [])
    taken.append(given.get("kind", ""))
    count = taken.count(given.get("kind", ""))
    identity = {"id": given.get("kind", "") + (f"-{count}" if count > 1 else "")}
    written = "".join(
        f' {name}="{escape(value)}"' for name, value in (given | identity).items() if name in (*ATTRIBUTES, "id")
    )
    return f'<figure class="explorable"><bp-figure{written}></bp-figure><figcaption>'


class _AttributeReader(HTMLParser):
    """Reads the attributes of one tag."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the attributes."""
        self.found = {name: value or "" for name, value in attrs}


def _attributes(text: str) -> dict[str, str]:
    reader = _AttributeReader()
    reader.feed(f"<bp-figure {text}>")
    return reader.found
