"""A notebook as a page. Whatever it holds came from a student: each part is bounded, and nothing in it can act."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from django.utils.safestring import SafeString, mark_safe

from courses.markup.highlighting import highlighted
from courses.markup.markdown import rendered
from courses.markup.sanitizing import sanitized
from grader.judging.reports import storable
from grader.workbench.notebook_images import SIGNATURES, read_image

MAX_CELLS = 500
MAX_OUTPUTS = 60
"""Of one cell."""
MAX_TEXT = 50_000
"""Characters of one source or output."""
MAX_IMAGES_TOTAL = 16_000_000
MAX_POINTS_TOTAL = 200_000_000
MAX_MARKUP = 200_000
"""Characters of code of a whole notebook that are highlighted; more would keep the page busy."""
MAX_MARKUP_PIECE = 20_000
"""Characters of one cell that are. Some texts take the parsers a time that grows with the square of their length."""
MAX_MARKUP_LINE = 2_000
"""Characters of a line that is highlighted, for the same reason."""
MAX_PROSE = 100_000
"""Characters of Markdown of a whole notebook that are rendered. Half of them in brackets take a second."""
MAX_PROSE_PIECE = 10_000
"""Characters of one cell that are rendered."""
MAX_TABLE_CELLS = 20_000
"""Of a whole notebook's Markdown: a row that ends early is filled up with cells, so that few letters can be many."""
MAX_HTML = 1_000_000
"""Characters of a whole notebook's HTML outputs, and of what its Markdown becomes."""
MAX_REOPENED = 50
"""Elements such as ``<b class=x>`` in one piece: each that is left open is opened again in every later paragraph."""
MAX_ADDRESS = 500
"""Characters of an attribute's value, for the same reason."""
REOPENED = re.compile(r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/]", re.IGNORECASE)
LONG_VALUE = re.compile(
    rf"""=\s*(?:"(?!data:image)[^"]{{{MAX_ADDRESS}}}|'(?!data:image)[^']{{{MAX_ADDRESS}}}|[^\s"'>][^\s>]{{{MAX_ADDRESS}}})"""
)
LANGUAGES = frozenset({"python", "python3", "py", "pycon", "bash", "sh", "console", "json", "yaml"})
"""Of code in texts. The lexers of some others never end, and a student writes the name."""
FENCE = re.compile(r"^([ \t>*+\-\d.)]*)(`{3,}(?=[^`\n]*$)|~{3,})([^\n]*)$", re.MULTILINE)
ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
EMPTY_HEADER = re.compile(r"<th>\s*</th>")
"""The corner of a table that pandas writes: a header of nothing."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

OutputKind = Literal["text", "error", "image", "html"]
Costly = Literal["markup", "prose", "cells", "html", "image", "points"]


@dataclass(frozen=True, kw_only=True)
class Output:
    """One output of a cell: text, an image as a ``data:`` address, or safe HTML."""

    kind: OutputKind
    text: str = ""
    html: str = ""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: highlighted code or rendered text, and what it gave. ``number`` counts code cells from 1."""

    is_code: bool
    html: SafeString
    number: int | None = None
    outputs: tuple[Output, ...] = ()
    failed: bool = False


def notebook_cells(content: str, *, failed_cell: int | None = None) -> list[Cell]:
    """Return a notebook's cells for display; an empty list when ``content`` is not a notebook.

    ``failed_cell`` counts all cells from 1, as the grader does.
    """
    try:
        cells = json.loads(content)["cells"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []
    if not isinstance(cells, list):
        return []
    return list(_cells([cell for cell in cells[:MAX_CELLS] if isinstance(cell, dict)], failed_cell))


def plain_output(text: str) -> str:
    """Return printed text as a terminal would show it: colors taken out, and only the last state of each line."""
    without_colors = ANSI.sub("", text[: 2 * MAX_TEXT]).replace("\r\n", "\n")
    lines = (CONTROL.sub("", _last_state(line)) for line in without_colors.split("\n"))
    return "\n".join(lines)[:MAX_TEXT]


def _last_state(line: str) -> str:
    """A progress bar overwrites its line again and again; what counts is what stands there at last."""
    return next((part for part in reversed(line.split("\r")) if part.strip()), "")


class _Room:
    """How much a notebook may still show of what is costly to show."""

    def __init__(self) -> None:
        self._left = {
            "markup": MAX_MARKUP,
            "prose": MAX_PROSE,
            "cells": MAX_TABLE_CELLS,
            "html": MAX_HTML,
            "image": MAX_IMAGES_TOTAL,
            "points": MAX_POINTS_TOTAL,
        }

    def take(self, kind: Costly, size: int) -> bool:
        """Whether there is room for ``size`` more, which takes it."""
        if size > self._left[kind]:
            return False
        self._left[kind] -= size
        return True

    def spend(self, kind: Costly, size: int) -> bool:
        """Whether there was room for what was made already; where not, nothing more is made."""
        self._left[kind] -= size
        return self._left[kind] >= 0


def _cells(cells: Iterable[dict[str, Any]], failed_cell: int | None) -> Iterator[Cell]:
    number = 0
    room = _Room()
    for index, cell in enumerate(cells, start=1):
        source = _text(cell.get("source"))
        if cell.get("cell_type") != "code":
            yield Cell(is_code=False, html=_safe(_text_html(source, room)), failed=index == failed_cell)
            continue
        number += 1
        html = _code_html(source, room)
        outputs = tuple(_outputs(cell.get("outputs"), room))
        failed = index == failed_cell or any(output.kind == "error" for output in outputs)
        yield Cell(is_code=True, html=_safe(html), number=number, outputs=outputs, failed=failed)


def _text_html(source: str, room: _Room) -> str:
    html = _prose(source, room)
    if html is None:
        return f"<pre>{escape(source)}</pre>"
    # A formula can be drawn anywhere, over the page's own links too, so it gets a frame that it cannot leave.
    return f'<div class="table-wrap">{html}</div>' if "data-tex" in html else html


def _prose(source: str, room: _Room) -> str | None:
    """Return rendered Markdown, ``None`` where it would take too long or become too much."""
    if len(source) > MAX_PROSE_PIECE or _grows(source) or not room.take("html", 0):
        return None
    if not room.take("prose", len(source)) or not room.take("cells", _table_cells(source)):
        return None
    html = rendered(_with_known_languages(source)).html
    return html if room.spend("html", len(html)) else None


def _table_cells(source: str) -> int:
    """Return the most cells that tables in a text may come to."""
    lines = source.splitlines()
    columns = max((line.count("|") for line in lines), default=0)
    return columns * len(lines)


def _grows(html: str) -> bool:
    """Whether a parser could make much more of it than it is."""
    return len(REOPENED.findall(html)) > MAX_REOPENED or LONG_VALUE.search(html) is not None


def _code_html(source: str, room: _Room) -> str:
    if len(source) > MAX_MARKUP_PIECE or _has_long_line(source) or not room.take("markup", len(source)):
        return escape(source)
    return highlighted(source)


def _with_known_languages(source: str) -> str:
    """Return Markdown whose blocks of code name no language but one of `LANGUAGES`."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    known = frozenset() if _has_long_line(source) else LANGUAGES

    def fence(found: re.Match[str]) -> str:
        prefix, marks, info = found.groups()
        language = (info.split() or [""])[0]
        return prefix + marks + (language if language in known else "")

    return FENCE.sub(fence, source)


def _has_long_line(source: str) -> bool:
    return any(len(line) > MAX_MARKUP_LINE for line in source.split("\n"))


def _outputs(outputs: object, room: _Room) -> Iterator[Output]:
    if not isinstance(outputs, list):
        return
    for output in outputs[:MAX_OUTPUTS]:
        shown = _output(output, room) if isinstance(output, dict) else None
        if shown is not None:
            yield shown


def _output(output: dict[str, Any], room: _Room) -> Output | None:
    kind = output.get("output_type")
    if kind == "stream":
        return _plain("text", output.get("text"))
    if kind == "error":
        traceback = output.get("traceback")
        lines = [line for line in traceback if isinstance(line, str)] if isinstance(traceback, list) else []
        return _plain("error", "\n".join(lines) or f"{output.get('ename', '')}: {output.get('evalue', '')}")
    data = output.get("data")
    return _rich(data, room) if isinstance(data, dict) else None


def _rich(data: dict[str, Any], room: _Room) -> Output | None:
    for media_type in SIGNATURES:
        image = read_image(media_type, _joined(data.get(media_type)))
        if image is not None and room.take("image", len(image.text)) and room.take("points", image.points):
            return Output(kind="image", text=image.text)
    html = _html(_text(data.get("text/html")), room)
    if html:
        return Output(kind="html", html=_safe(html))
    if markdown := _text(data.get("text/markdown")):
        return Output(kind="html", html=_safe(_text_html(markdown, room)))
    return _plain("text", data.get("text/plain"))


def _html(html: str, room: _Room) -> str | None:
    """Return an output without what could act, ``None`` where there is none or it is too much."""
    if not html or _grows(html) or not room.take("html", 0):
        return None
    safe = EMPTY_HEADER.sub("<td></td>", sanitized(html))
    return safe if room.spend("html", max(len(html), len(safe))) else None


def _plain(kind: OutputKind, value: object) -> Output | None:
    text = plain_output(_joined(value)).rstrip()
    return Output(kind=kind, text=text) if text.strip() else None


def _text(value: object) -> str:
    return _joined(value)[:MAX_TEXT]


def _joined(value: object) -> str:
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    return storable(value) if isinstance(value, str) else ""


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  # Only sanitized or highlighted HTML comes here.
