"""Figures in a lesson's Markdown: shown with a still picture, and refused where they are written wrongly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from courses.figures.kinds import FigureProblem, read_state
from courses.figures.markup import figure_problems
from courses.markup.markdown import lesson_tokens, rendered, rendered_lesson


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


FIGURE = """
<bp-figure kind="activations" state="fn: tanh; x: 2" hide="derivative">

The *curve* of tanh.

Where does it saturate?

</bp-figure>

And on.
"""


def test_a_figure_has_a_still_picture_a_caption_and_a_prompt() -> None:
    html = rendered_lesson(FIGURE).html

    assert '<bp-figure kind="activations" state="fn: tanh; x: 2" hide="derivative" id="activations">' in html
    assert 'aria-label="tanh: at x = 2 the value is 0.964 and the slope 0.071."' in html
    assert "<figcaption><p>The <em>curve</em> of tanh.</p>" in html
    assert '<p class="figure-try"><strong>Try:</strong> Where does it saturate?</p>' in html
    assert html.rstrip().endswith("<p>And on.</p>")


def test_a_state_may_start_with_the_field_data() -> None:
    figure = FIGURE.replace("activations", "neuron").replace("fn: tanh; x: 2", "data: or").replace("derivative", "rate")

    assert '<bp-figure kind="neuron" state="data: or" hide="rate" id="neuron">' in rendered_lesson(figure).html


def test_two_figures_of_a_kind_have_two_names() -> None:
    html = rendered_lesson(FIGURE + FIGURE).html

    assert html.count('id="activations"') == 1
    assert 'id="activations-2"' in html


def test_only_lessons_with_figures_say_so() -> None:
    assert rendered_lesson(FIGURE).has_figures
    assert not rendered_lesson("No figure.").has_figures


def test_no_figure_outside_of_lessons() -> None:
    assert "bp-figure" not in rendered(FIGURE).html


@pytest.mark.parametrize(
    "written",
    [
        FIGURE.replace("fn: tanh", 'fn: tanh" onclick="alert(1)'),
        FIGURE.replace("tanh; x: 2", "<script>alert(1)</script>"),
        FIGURE.replace("The *curve*", "<img src=x onerror=alert(1)>"),
    ],
    ids=["attribute", "tag in an attribute", "tag in the caption"],
)
def test_nothing_that_runs_gets_through(written: str) -> None:
    html = rendered_lesson(written).html

    assert "<script" not in html
    assert "onclick" not in html
    assert "onerror" not in html


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (FIGURE.replace("activations", "activation"), "there is no kind “activation”"),
        (FIGURE.replace("x: 2", "x: 20"), "x: 20 is not from -8 to 8"),
        (FIGURE.replace("x: 2", "x: two"), "x: “two” is not a number"),
        (FIGURE.replace("fn: tanh", "fn: swish"), "fn: “swish” is none of linear, sigmoid"),
        (FIGURE.replace("fn: tanh", "function: tanh"), "“function: tanh” is no field of activations"),
        (FIGURE.replace('hide="derivative"', 'hide="slope"'), "hide: “slope” is no control of activations"),
        (FIGURE.replace('hide="derivative"', 'title="x"'), "there is no attribute “title”"),
        (FIGURE.replace("Where does it saturate?", ""), "needs a caption and"),
        (FIGURE.replace("</bp-figure>", ""), "</bp-figure> is missing"),
        (FIGURE.replace('"derivative">', '"derivative"> A caption'), "write the opening tag on one line"),
    ],
    ids=["kind", "range", "number", "choice", "field", "hide", "attribute", "no prompt", "not closed", "not alone"],
)
def test_a_figure_that_is_written_wrongly_is_named_with_its_line(written: str, problem: str) -> None:
    (found,) = figure_problems(lesson_tokens(written))

    line, message = found
    assert line == 2
    assert problem in message
    rendered_lesson(written)


@pytest.mark.parametrize("text", ["layers: 3.5,2", "layers: 4,2.0"])
def test_a_number_of_things_is_whole(text: str) -> None:
    with pytest.raises(FigureProblem, match="whole"):
        read_state("playground", text)
