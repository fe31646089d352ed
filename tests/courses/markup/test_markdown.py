"""Markdown: what authors write comes out right, and nothing that could act comes out at all."""

from __future__ import annotations

import pytest

from courses.markup.markdown import Heading, Place, rendered, rendered_lesson

PLACE = Place(
    unit="keras",
    exercises=(("keras/iris", "/courses/c/keras/exercises/iris/"), ("losses/mse", "/courses/c/losses/exercises/mse/")),
    files=(
        ("figures/curve.svg", "/files/curve.svg"),
        ("figures/line.dark.svg", "/files/line.dark.svg"),
        ("figures/line.svg", "/files/line.svg"),
    ),
)


def html(source: str, place: Place = PLACE) -> str:
    return rendered(source, place).html.strip()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**손실(loss)**은 값입니다.", "<p><strong>손실(loss)</strong>은 값입니다.</p>"),
        ("이것은**(강조)**입니다.", "<p>이것은<strong>(강조)</strong>입니다.</p>"),
        ("*ReLU(정류)*를 씁니다.", "<p><em>ReLU(정류)</em>를 씁니다.</p>"),
        ("**`fit`**을 부릅니다.", "<p><strong><code>fit</code></strong>을 부릅니다.</p>"),
        ("~~옛말(old)~~은 지웁니다.", "<p><s>옛말(old)</s>은 지웁니다.</p>"),
        ("**loss(손실)** is **low**.", "<p><strong>loss(손실)</strong> is <strong>low</strong>.</p>"),
    ],
)
def test_emphasis_closes_before_a_korean_particle(source: str, expected: str) -> None:
    assert html(source) == expected


@pytest.mark.parametrize("source", ["snake_case_name", "a ** b ** c", "손실 ** 값 ** 끝", "**(a)**b"])
def test_what_is_no_emphasis_in_commonmark_stays_none(source: str) -> None:
    assert html(source) == f"<p>{source}</p>"


def test_formulas_keep_their_tex_for_the_browser() -> None:
    assert html("$w_1 < 2$은 값입니다.") == (
        '<p><span class="math math-inline" data-tex="w_1 &lt; 2">w_1 &lt; 2</span>은 값입니다.</p>'
    )


def test_a_formula_of_its_own_is_a_block() -> None:
    assert html("$$\n\\frac{1}{n}\n$$") == '<div class="math math-block" data-tex="\\frac{1}{n}">\\frac{1}{n}</div>'


def test_prices_are_no_formulas() -> None:
    assert "math" not in html("It costs $5 here and $6 there.")


def test_code_is_highlighted_by_classes() -> None:
    assert html("```python\nreturn 1\n```") == (
        '<div class="highlight"><pre><span class="k">return</span> <span class="mi">1</span>\n</pre></div>'
    )


def test_code_in_an_unknown_language_stays_plain() -> None:
    assert html("```nolang\n<b>\n```") == '<div class="highlight"><pre>&lt;b&gt;\n</pre></div>'


@pytest.mark.parametrize(
    ("target", "address"),
    [("iris", "/courses/c/keras/exercises/iris/"), ("losses/mse", "/courses/c/losses/exercises/mse/")],
)
def test_links_to_exercises_find_them(target: str, address: str) -> None:
    assert f'<a href="{address}" class="exercise-link"' in html(f"[go](exercise:{target})")


def test_a_link_to_an_unknown_exercise_leads_nowhere() -> None:
    assert "href" not in html("[go](exercise:nowhere)")


def test_figures_get_their_address() -> None:
    assert html("![A curve](figures/curve.svg)") == '<p><img src="/files/curve.svg" alt="A curve"></p>'


def test_figures_may_have_a_variant_for_dark_pages() -> None:
    shown = html("![A line](./figures/line.svg)")
    assert '<img src="/files/line.svg" alt="A line" class="only-light">' in shown
    assert '<img src="/files/line.dark.svg" alt="A line" class="only-dark">' in shown


def test_aligned_columns_get_a_class_and_no_style() -> None:
    shown = html("| a |\n| --: |\n| 1 |")
    assert '<td class="align-right">1</td>' in shown
    assert "style" not in shown


def test_notes_are_marked() -> None:
    assert html('!!! warning "주의"\n    본문').startswith(
        '<div class="admonition warning">\n<p class="admonition-title">'
    )


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        "[x](javascript:alert(1))",
        '<a href="javascript:alert(1)">x</a>',
        '<p style="position:fixed">x</p>',
        '<iframe src="https://example.org"></iframe>',
        '<form action="https://example.org"><input></form>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
        '<span class="skip-link" id="result">x</span>',
        '<svg><use href="//example.org"></use></svg>',
        '<a href="vbscript:x">x</a>',
    ],
)
def test_nothing_that_can_act_comes_through(source: str) -> None:
    shown = rendered(source).html
    for sign in (
        "<script",
        "onerror",
        "href=",
        "style",
        "<iframe",
        "<form",
        "<input",
        "data:",
        "skip-link",
        "id=",
        "<svg",
    ):
        assert sign not in shown.replace("[x](javascript:alert(1))", "")


def test_a_picture_within_the_text_is_kept() -> None:
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in html("![p](data:image/png;base64,iVBORw0KGgo=)")


def test_an_empty_heading_of_a_column_is_an_ordinary_cell() -> None:
    html = rendered("| | a |\n|---|---|\n| b | 1 |").html
    assert html.count("<th>") == html.count("</th>") == 1
    assert "<td></td>" in html


def test_headings_give_the_table_of_contents() -> None:
    found = rendered_lesson("# Title\n## One `x`\n### Deeper\n## 둘째 단계")
    assert found.headings == (Heading("one-x", "One x"), Heading("둘째-단계", "둘째 단계"))
    assert '<h2 id="둘째-단계">' in found.html


def test_footnotes_link_there_and_back() -> None:
    shown = rendered_lesson("text[^1]\n\n[^1]: note").html
    assert 'href="#fn1"' in shown
    assert 'id="fnref1"' in shown
