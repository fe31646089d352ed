"""Source code as HTML."""

from __future__ import annotations

import pytest

from courses.markup import highlighting
from courses.markup.highlighting import marked_source


def test_the_line_that_is_asked_for_is_marked() -> None:
    html = marked_source("x = '<b>'\ny", 2)
    assert html.count('class="hll"') == 1
    assert html.endswith('<span class="hll"><span class="linenos">2</span><span class="n">y</span>\n</span>')
    assert "&lt;b&gt;" in html


def test_a_source_of_very_many_lines_is_cut() -> None:
    html = marked_source("\n" * (highlighting.MAX_LINES + 5))
    assert html.count("linenos") == highlighting.MAX_LINES
    assert html.endswith("…\n")


@pytest.mark.parametrize("between", ["", "\x0c", "\u2028"])
def test_code_with_a_very_long_line_is_shown_plain(between: str) -> None:
    html = marked_source("x = '" + ("\\N{" * 100 + between) * 10)
    assert '<span class="n">' not in html
