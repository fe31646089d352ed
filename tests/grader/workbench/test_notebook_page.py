"""Notebooks as pages: outputs as people expect them, and nothing that could act or swamp the page."""

from __future__ import annotations

import base64
import json
import struct
from typing import Any

import pytest

from courses.markup import markdown
from grader.workbench import notebook_page
from grader.workbench.notebook_page import Cell, Output, notebook_cells, plain_output

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + struct.pack(">II", 640, 480) + b"0" * 20
JPEG = b"\xff\xd8\xff\xe0\x00\x04JF\xff\xc0\x00\x11\x08" + struct.pack(">HH", 480, 640) + b"0" * 20


def notebook(*cells: dict[str, Any]) -> str:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def code(*outputs: dict[str, Any], source: str | list[str] = "x") -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "outputs": list(outputs)}


def shown(data: dict[str, Any]) -> tuple[Output, ...]:
    (cell,) = notebook_cells(notebook(code({"output_type": "display_data", "data": data})))
    return cell.outputs


def test_code_cells_are_numbered_and_texts_rendered() -> None:
    cells = notebook_cells(notebook({"cell_type": "markdown", "source": ["**a**\n", "b"]}, code(source=["1\n", "2"])))
    assert cells[0] == Cell(is_code=False, html=cells[0].html)
    assert cells[0].html == "<p><strong>a</strong>\nb</p>\n"
    assert (cells[1].is_code, cells[1].number) == (True, 1)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("1/3\r2/3\r3/3\n", "3/3\n"),
        ("\x1b]8;;http://example.org\x07link\x1b]8;;\x07", "link"),
        ("a\x00\x08b\r\nc", "ab\nc"),
        ("\r\x1b[1m5/5\x1b[0m \x1b[32m━━━\x1b[0m\x1b[37m\x1b[0m loss: 0.1\n", "5/5 ━━━ loss: 0.1\n"),
    ],
)
def test_output_is_what_a_terminal_would_show_at_last(printed: str, expected: str) -> None:
    assert plain_output(printed) == expected


def test_an_exception_marks_its_cell() -> None:
    error = {
        "output_type": "error",
        "ename": "ValueError",
        "evalue": "no",
        "traceback": ["\x1b[0;31mValueError\x1b[0m: no"],
    }
    (cell,) = notebook_cells(notebook(code(error)))
    assert cell.failed
    assert cell.outputs == (Output(kind="error", text="ValueError: no"),)


def test_the_cell_that_the_grader_names_is_marked() -> None:
    cells = notebook_cells(notebook({"cell_type": "markdown", "source": "a"}, code(), code()), failed_cell=2)
    assert [cell.failed for cell in cells] == [False, True, False]


def test_a_picture_is_shown() -> None:
    encoded = base64.b64encode(PNG).decode()
    (output,) = shown({"image/png": encoded[:8] + "\n" + encoded[8:], "text/plain": "<Figure>"})
    assert output == Output(kind="image", text=f"data:image/png;base64,{encoded}")


@pytest.mark.parametrize(
    "content",
    ['"><script>alert(1)</script>', base64.b64encode(b"<svg onload=alert(1)>").decode(), "not base64!", {"a": 1}],
)
def test_a_picture_that_is_none_falls_back_to_text(content: object) -> None:
    (output,) = shown({"image/png": content, "text/plain": "<Figure>"})
    assert output == Output(kind="text", text="<Figure>")


def test_html_is_sanitized() -> None:
    (output,) = shown({"text/html": '<table><tr><td onclick="x()">1</td></tr></table><script>alert(1)</script>'})
    assert output.kind == "html"
    assert output.html == "<table><tbody><tr><td>1</td></tr></tbody></table>"


def test_the_empty_corner_of_a_table_of_pandas_is_no_header() -> None:
    (output,) = shown({"text/html": "<table><thead><tr><th></th><th>a</th></tr></thead></table>"})

    assert output.html == "<table><thead><tr><td></td><th>a</th></tr></thead></table>"


def test_texts_are_sanitized() -> None:
    (cell,) = notebook_cells(notebook({"cell_type": "markdown", "source": '<b id="result">x</b><script>1</script>'}))
    assert cell.html == "<p><b>x</b></p>\n"


def test_text_outputs_are_cut() -> None:
    (cell,) = notebook_cells(notebook(code({"output_type": "stream", "text": "x" * 10_000_000})))
    assert len(cell.outputs[0].text) == notebook_page.MAX_TEXT


def test_cells_and_outputs_are_counted() -> None:
    many = [{"output_type": "stream", "text": "x"}] * 1000
    cells = notebook_cells(notebook(*[code(*many)] * 1000))
    assert len(cells) == notebook_page.MAX_CELLS
    assert len(cells[0].outputs) == notebook_page.MAX_OUTPUTS


def test_pictures_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    encoded = base64.b64encode(PNG).decode()
    monkeypatch.setattr(notebook_page, "MAX_IMAGES_TOTAL", 2 * len(f"data:image/png;base64,{encoded}"))
    picture = {"output_type": "display_data", "data": {"image/png": encoded}}
    cells = notebook_cells(notebook(code(picture), code(picture, picture)))
    assert [len(cell.outputs) for cell in cells] == [1, 1]


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"cells": 1}', '{"cells": [1, null, "x"]}', "[" * 100_000])
def test_what_is_no_notebook_has_no_cells(content: str) -> None:
    assert notebook_cells(content) == []


def test_odd_cells_do_not_break_the_page() -> None:
    odd = {"cell_type": "code", "source": 5, "outputs": [None, {"output_type": "stream", "text": {}}, {"data": []}]}
    assert notebook_cells(notebook(odd, {"cell_type": ["x"]}))[0].outputs == ()


def test_half_of_a_surrogate_pair_anywhere_can_be_sent() -> None:
    half = "\ud800"
    outputs: list[dict[str, Any]] = [
        {"output_type": "stream", "text": half},
        {"output_type": "error", "ename": half, "evalue": half},
        {"output_type": "display_data", "data": {"text/html": half}},
        {"output_type": "display_data", "data": {"text/markdown": half}},
    ]
    cells = notebook_cells(notebook({"cell_type": "markdown", "source": half}, code(*outputs, source=half)))
    assert str(cells).encode()
    assert len(cells[1].outputs) == 4


def test_a_notebook_over_the_limit_is_shown_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook_page, "MAX_MARKUP", 30)
    monkeypatch.setattr(notebook_page, "MAX_HTML", 10)
    table = {"output_type": "display_data", "data": {"text/html": "<b>1</b>", "text/plain": "1"}}
    markdown = {"cell_type": "markdown", "source": "**<b>" + "x" * 30}
    cells = notebook_cells(notebook(code(table, table, source="1 < 2"), code(source="1 < 2" * 6), markdown))
    assert "<span" in cells[0].html
    assert cells[1].html == "1 &lt; 2" * 6
    assert cells[2].html == f"<pre>**&lt;b&gt;{'x' * 30}</pre>"
    assert cells[0].outputs == (Output(kind="html", html="<b>1</b>"), Output(kind="text", text="1"))


@pytest.mark.parametrize(("media_type", "picture"), [("image/png", PNG), ("image/jpeg", JPEG)])
def test_a_picture_of_too_many_points_is_not_shown(media_type: str, picture: bytes) -> None:
    wide = (
        picture.replace(struct.pack(">I", 640), struct.pack(">I", 640_000))
        if media_type == "image/png"
        else (picture.replace(struct.pack(">HH", 480, 640), b"\xff" * 4))
    )
    encoded = [base64.b64encode(content).decode() for content in (picture, wide, picture[:15])]

    kinds = [shown({media_type: content, "text/plain": "<Figure>"})[0].kind for content in encoded]

    assert kinds == ["image", "text", "text"]


def test_points_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook_page, "MAX_POINTS_TOTAL", 2 * 640 * 480)
    picture = {"output_type": "display_data", "data": {"image/png": base64.b64encode(PNG).decode()}}

    (cell,) = notebook_cells(notebook(code(picture, picture, picture)))

    assert len(cell.outputs) == 2


ENDLESS = "autohotkey\n" + "\n" * 40


@pytest.mark.parametrize(
    "source",
    [
        f"```{ENDLESS}```",
        f"~~~ {ENDLESS}~~~",
        f"``` autohotkey x\n{ENDLESS}```",
        f"> - ```{ENDLESS}```",
        f"1) ~~~~auto&#104;otkey {ENDLESS}~~~~",
        f"!!! note\n    ```{ENDLESS}    ```",
        f"a\r```{ENDLESS}\r```",
        f"```python\n{'x' * 3000}\n```",
    ],
)
def test_a_language_that_a_student_names_chooses_no_lexer(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    asked: list[str] = []

    def highlighted(_text: str, language: str) -> str:
        asked.append(language)
        return ""

    monkeypatch.setattr(markdown, "highlighted", highlighted)

    notebook_cells(notebook({"cell_type": "markdown", "source": source + "\n<!-- not kept from before -->"}))

    assert set(asked) == {""}


def test_code_in_texts_is_highlighted_in_the_languages_of_a_course() -> None:
    text = "```python\nx = 1\n```\n\nInline ```code``` stays.\n\n- ~~~json\n  {}\n  ~~~\n"

    (cell,) = notebook_cells(notebook({"cell_type": "markdown", "source": text}))

    assert '<span class="mi">1</span>' in cell.html
    assert "Inline <code>code</code> stays." in cell.html
    assert '<span class="p">{}</span>' in cell.html


@pytest.mark.parametrize("source", ["'" + '"\\N{' * 500, "x = 1\n" * 4000], ids=["a long line", "a long cell"])
def test_code_that_would_keep_the_highlighter_busy_is_shown_plain(source: str) -> None:
    (cell,) = notebook_cells(notebook(code(source=source)))

    assert "<span" not in cell.html


def test_a_formula_cannot_leave_the_frame_of_its_cell() -> None:
    drawn, plain = notebook_cells(notebook(*({"cell_type": "markdown", "source": text} for text in ("$x$", "x"))))

    assert drawn.html.startswith('<div class="table-wrap"><p><span class="math math-inline" data-tex="x">')
    assert plain.html == "<p>x</p>\n"


WIDE_TABLE = f"|{'a|' * 400}\n|{'-|' * 400}\n{'|' + chr(10) + '|' + chr(10)}" + "|\n" * 700
UNCLOSED = "".join(f"<p><b class={number}>" for number in range(600))
LONG_LINK = f'<a title="{"x" * 5_000}">{"<p>x" * 1_000}'


@pytest.mark.parametrize("source", [WIDE_TABLE, UNCLOSED, LONG_LINK, "![" * 4_000], ids=["table", "b", "a", "image"])
def test_markdown_that_would_grow_beyond_bounds_is_shown_plain(source: str) -> None:
    cells = notebook_cells(notebook(*[{"cell_type": "markdown", "source": source}] * 20))
    assert sum(len(cell.html) for cell in cells) < 20 * 6 * len(source)
    assert cells[-1].html.startswith("<pre>")


@pytest.mark.parametrize("html", [UNCLOSED, LONG_LINK], ids=["b", "a"])
def test_html_that_would_grow_beyond_bounds_falls_back_to_text(html: str) -> None:
    assert shown({"text/html": html, "text/plain": "plain"}) == (Output(kind="text", text="plain"),)


def test_all_html_of_a_notebook_has_one_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook_page, "MAX_HTML", 60)
    data = {"text/html": "<p>" * 10, "text/plain": "plain"}
    outputs = [{"output_type": "display_data", "data": data}] * 3
    (cell,) = notebook_cells(notebook(code(*outputs)))
    assert [output.kind for output in cell.outputs] == ["text", "text", "text"]


def test_an_ordinary_table_and_picture_are_drawn() -> None:
    source = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 100
    html = f'<img src="data:image/png;base64,{"A" * 4_000}"><a href="/x?{"a" * 100}">b</a>'
    (text,) = notebook_cells(notebook({"cell_type": "markdown", "source": source}))
    assert text.html.count("<td>") == 200
    (picture,) = shown({"text/html": html, "text/plain": "plain"})
    assert picture.kind == "html"
