"""The figures on perceptrons, activations and losses: alive as drawn, by keyboard and hand, in both languages."""

from __future__ import annotations

import re
from html import unescape

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import COURSE

pytestmark = pytest.mark.slow

LESSONS = {
    "neuron": "perceptrons/lessons/lesson/",
    "activations": "activations/lessons/lesson/",
    "softmax": "activations/lessons/output-layers/",
    "bce": "losses/lessons/lesson/",
    "cce": "losses/lessons/lesson/",
    "outlier": "losses/lessons/lesson/",
}


def words_of_still(page: Page, name: str) -> str:
    """The text alternative of the still picture, as the server sends it."""
    html = page.request.get(COURSE + LESSONS[name]).text()
    found = re.search(rf'id="{name}".*?<svg [^>]*aria-label="([^"]*)"', html, re.DOTALL)
    assert found
    return unescape(found[1])


def alive(page: Page, name: str, state: str = "") -> Locator:
    """Open the first figure of a kind, in a state, and wait until it lives."""
    page.goto(COURSE + LESSONS[name] + (f"?{name}={state}" if state else ""))
    figure = page.locator(f"#{name}")
    figure.scroll_into_view_if_needed()
    expect(figure.locator(".figure-live")).to_be_visible()
    return figure


def test_each_figure_says_what_its_still_picture_said_and_follows_the_keyboard(new_visitor: NewVisitor) -> None:
    page = new_visitor().page
    for name, handle, key, words, state in (
        ("neuron", "Move the line", "ArrowUp", "b = −1.55 has 4 of 4 right", "b:-1.55"),
        ("activations", "Point on the curve", "ArrowRight", "at x = 1.1 the value is 0.75", "x:1.1"),
        ("softmax", "logit z₁", "ArrowUp", "The logits 2.1, 1, 0 give the shares 0.687", "logits:2.1,1,0"),
        ("bce", "The prediction", "ArrowLeft", "p = 0.68: the cross-entropy is 0.386", "p:0.68"),
        ("cce", "share of class 2", "ArrowUp", "the loss is −ln 0.56 = 0.5798", "shares:0.293333,0.146667,0.56"),
        ("outlier", "the last point", "Shift+ArrowUp", "by squared error is 31.2, by absolute error 22", "y:70"),
    ):
        figure = alive(page, name)
        expect(figure.locator("[aria-live]")).to_have_text(words_of_still(page, name))

        figure.locator(".handle").and_(page.get_by_role("slider", name=handle)).press(key)

        expect(figure.locator("[aria-live]")).to_contain_text(words)
        expect(page).to_have_url(re.compile(re.escape(f"?{name}={state}") + "$"))


def test_dragging_turns_the_line_of_a_neuron_in_korean_on_a_phone(new_visitor: NewVisitor) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "reduced_motion": "reduce"}
    page = new_visitor(locale="ko", **phone).page
    figure = alive(page, "neuron", "data:nand")
    expect(figure.locator("[aria-live]")).to_contain_text(
        "NAND: w₁ = 1, w₂ = 1, b = −1.5인 뉴런은 4개 중 0개를 맞힙니다."
    )
    line = figure.get_by_role("slider", name="선 옮기기").locator(".handle-knob").bounding_box()
    turn = figure.get_by_role("slider", name="선 돌리기").locator(".handle-knob")
    assert line

    turn.hover()
    page.mouse.down()
    page.mouse.move(line["x"] - 40, line["y"] + line["height"] + 40)
    page.mouse.up()

    expect(figure.locator("[aria-live]")).to_contain_text("4개 중 4개를 맞힙니다.")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_learning_rule_learns_or_and_never_ends_on_xor(new_visitor: NewVisitor) -> None:
    page = new_visitor().page
    page.goto(COURSE + LESSONS["neuron"] + "?neuron-2=steps:15&neuron-3=steps:44")
    learned, circles = (page.locator(f"#neuron-{number}") for number in (2, 3))
    learned.scroll_into_view_if_needed()

    learned.get_by_role("button", name="Step").click()
    circles.scroll_into_view_if_needed()

    expect(learned.locator(".figure-outcome")).to_contain_text("A whole epoch without an error")
    expect(circles.locator(".figure-outcome")).to_contain_text("goes round in circles and never stops")
