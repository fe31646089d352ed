"""Markdown to safe HTML: mathematics, highlighted code, footnotes, notes, links to exercises and figures.

What a page shows is always sanitized, whoever wrote it. Mathematics leaves here as TeX in ``data-tex``; the browser
draws it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise
from posixpath import normpath
from typing import Any

from django.utils.translation import get_language
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from courses.figures.markup import figure_plugin, with_stills
from courses.markup.emphasis import CloseToLettersInline
from courses.markup.highlighting import highlighted
from courses.markup.sanitizing import sanitized

EXERCISE_SCHEME = "exercise:"
RENDERED_KEPT = 512
RenderRule = Callable[[RendererHTML, Sequence[Token], int, OptionsDict, EnvType], str]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a text stands, which decides what its relative links mean.

    ``exercises`` maps ``unit/slug`` to an address, ``files`` a path in the unit's folder to one; ``unit`` is the
    text's own. Mappings are given as sorted pairs, so that a place can be a cache's key.
    """

    unit: str = ""
    exercises: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()

    def exercise_address(self, target: str) -> str | None:
        """Return the address of ``slug`` or ``unit/slug``, or ``None`` when there is no such exercise."""
        name = target if "/" in target else f"{self.unit}/{target}"
        return dict(self.exercises).get(name)

    def file_address(self, path: str) -> str | None:
        """Return the address of a file by its path in the unit's folder, or ``None``."""
        return dict(self.files).get(normpath(path))

    def dark_address(self, path: str) -> str | None:
        """Return the address of a figure's variant for dark pages: ``x.dark.svg`` or ``x-dark.svg`` beside it."""
        stem, dot, suffix = normpath(path).rpartition(".")
        files = dict(self.files)
        return files.get(f"{stem}.dark{dot}{suffix}") or files.get(f"{stem}-dark{dot}{suffix}")


NOWHERE = Place()


@dataclass(frozen=True)
class Heading:
    """A heading of the second level: its anchor and its words."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Rendered:
    """A text as safe HTML, with its headings for a table of contents."""

    html: str
    headings: tuple[Heading, ...] = ()
    has_figures: bool = False


@lru_cache(maxsize=RENDERED_KEPT)
def rendered(source: str, place: Place = NOWHERE) -> Rendered:
    """Return ``source`` as safe HTML, without any id, so that many texts can share a page."""
    html, _tokens = _html(source, place, lesson=False)
    return Rendered(html)


def rendered_lesson(source: str, place: Place = NOWHERE) -> Rendered:
    """Return a lesson as safe HTML, with anchors and explorable figures. It has a page for itself."""
    return _rendered_lesson(source, place, get_language() or "")


@lru_cache(maxsize=RENDERED_KEPT)
def _rendered_lesson(source: str, place: Place, _language: str) -> Rendered:
    """The still pictures' words are in the language that is in force, so it is a part of the key."""
    html, tokens = _html(source, place, lesson=True)
    has_figures = any(token.type == "bp_figure_open" for token in tokens)
    return Rendered(with_stills(html), _headings(tokens), has_figures)


def drafted(source: str, place: Place, *, lesson: bool) -> Rendered:
    """Return a text that is being written, as `rendered` or `rendered_lesson` would; it is not kept."""
    html, tokens = _html(source, place, lesson=lesson)
    return Rendered(with_stills(html) if lesson else html, _headings(tokens))


def lesson_tokens(source: str) -> list[Token]:
    """Return a lesson's Markdown as the parser reads it."""
    return _parser(lesson=True).parse(source, {})


def _html(source: str, place: Place, *, lesson: bool) -> tuple[str, list[Token]]:
    parser = _parser(lesson=lesson)
    env: EnvType = {}
    tokens = parser.parse(source, env)
    _resolve(tokens, place)
    return sanitized(parser.renderer.render(tokens, parser.options, env), lesson=lesson), tokens


@lru_cache(maxsize=2)
def _parser(*, lesson: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.inline = CloseToLettersInline()
    parser.configure("commonmark").enable(["table", "strikethrough"])
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    parser.use(admon_plugin)
    if lesson:
        parser.use(figure_plugin)
        parser.use(footnote_plugin)
        parser.use(anchors_plugin, min_level=2, max_level=3, permalink=True, permalinkSymbol="#")
    for name, rule in RENDER_RULES.items():
        parser.add_render_rule(name, rule)
    return parser


def _headings(tokens: Sequence[Token]) -> tuple[Heading, ...]:
    pairs = pairwise(tokens)
    return tuple(
        Heading(str(opening.attrGet("id")), _plain(text.children or ()))
        for opening, text in pairs
        if opening.type == "heading_open" and opening.tag == "h2"
    )


def _plain(tokens: Sequence[Token]) -> str:
    return "".join(token.content for token in tokens if token.type in ("text", "code_inline", "math_inline")).strip()


def _resolve(tokens: Sequence[Token], place: Place) -> None:
    """Turn a lesson's own links and figures into addresses, and alignment into classes."""
    for token in tokens:
        if token.type == "link_open":
            _resolve_link(token, place)
        elif token.type == "image":
            _resolve_image(token, place)
        elif token.type in ("th_open", "td_open"):
            _resolve_alignment(token)
        _resolve(token.children or (), place)
    _leave_empty_headers_out(tokens)


def _leave_empty_headers_out(tokens: Sequence[Token]) -> None:
    """Make empty headings of columns ordinary cells: a heading that says nothing helps nobody who hears it."""
    for opening, text, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "th_open" and not text.content.strip():
            opening.tag = closing.tag = "td"


def _resolve_link(token: Token, place: Place) -> None:
    target = str(token.attrGet("href") or "")
    if target.startswith(EXERCISE_SCHEME):
        address = place.exercise_address(target.removeprefix(EXERCISE_SCHEME))
        token.attrs = {"href": address, "class": "exercise-link"} if address else {}
    elif _is_relative(target) and (address := place.file_address(target)):
        token.attrSet("href", address)


def _resolve_image(token: Token, place: Place) -> None:
    path = str(token.attrGet("src") or "")
    if not _is_relative(path):
        return
    if address := place.file_address(path):
        token.attrSet("src", address)
    if dark := place.dark_address(path):
        token.meta["dark"] = dark


def _resolve_alignment(token: Token) -> None:
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrSet("class", "align-" + style.rpartition(":")[2])


def _is_relative(target: str) -> bool:
    return not target.startswith(("/", "#")) and ":" not in target.partition("/")[0]


def _render_math(css_class: str, tag: str) -> RenderRule:
    def render(_: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
        tex = escape(tokens[index].content.strip())
        return f'<{tag} class="math {css_class}" data-tex="{tex}">{tex}</{tag}>'

    return render


def _render_fence(_: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    language = tokens[index].info.strip().partition(" ")[0]
    return f'<div class="highlight"><pre>{highlighted(tokens[index].content, language)}</pre></div>\n'


def _render_image(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    dark = token.meta.get("dark")
    if not dark:
        return renderer.image(tokens, index, options, env)
    token.attrSet("class", "only-light")
    light_image = renderer.image(tokens, index, options, env)
    token.attrs |= {"class": "only-dark", "src": dark}
    return light_image + renderer.image(tokens, index, options, env)


RENDER_RULES: dict[str, Any] = {
    "math_inline": _render_math("math-inline", "span"),
    "math_inline_double": _render_math("math-block", "span"),
    "math_block": _render_math("math-block", "div"),
    "fence": _render_fence,
    "code_block": _render_fence,
    "image": _render_image,
}
