"""The figures on series, recurrent layers and LSTM: alive as they were drawn, by keyboard, in both languages."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import COURSE

pytestmark = pytest.mark.slow

LESSONS = {"windows": "lesson", "rnn": "rnn", "vanishing": "rnn", "lstm": "lstm"}


def address(kind: str, state: str = "") -> str:
    """The page with a figure, in a state."""
    return f"{COURSE}forecasting/lessons/{LESSONS[kind]}/" + (f"?{kind}={state}" if state else "")


def words_of_still(page: Page, kind: str) -> str:
    """The text alternative of the still picture, as the server sends it."""
    html = page.request.get(address(kind)).text()
    svg = html.split(f'id="{kind}"', 1)[1].split("<svg", 1)[1].split("</svg>", 1)[0]
    return ET.fromstring(f"<svg{svg}</svg>").attrib["aria-label"]


def alive(page: Page, kind: str, state: str = "") -> Locator:
    """Open a figure in a state and wait until it lives."""
    page.goto(address(kind, state))
    figure = page.locator(f"#{kind}")
    figure.scroll_into_view_if_needed()
    expect(figure.locator(".figure-words")).to_be_visible()
    return figure


def test_each_figure_comes_alive_as_its_still_picture_says_and_follows_the_keyboard(new_visitor: NewVisitor) -> None:
    page = new_visitor().page
    for kind, control, words, state in (
        ("windows", "Horizon", "X has shape (11, 4, 2)", "horizon:2"),
        ("rnn", "Step", "Step 4 has read 0; the state is now 0.217.", "step:4"),
        ("lstm", "Step", "Step 2 reads 0.2.", "step:2"),
        ("vanishing", "Length of the series", "41 steps", "length:41"),
    ):
        figure = alive(page, kind)
        expect(figure.locator(".figure-words")).to_have_text(words_of_still(page, kind))

        figure.get_by_role("slider", name=control, exact=True).press("ArrowRight")

        expect(figure.locator("[aria-live]")).to_contain_text(words)
        expect(page).to_have_url(re.compile(re.escape(f"?{kind}={state}") + "$"))


def test_a_figure_in_korean_on_a_phone_plays_through_its_series(new_visitor: NewVisitor) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "reduced_motion": "reduce"}
    page = new_visitor(locale="ko", **phone).page
    figure = alive(page, "lstm", "preset:count;series:knocks;step:11")
    assert figure.locator(".figure-words").inner_text().startswith("단계 11의 입력은 0입니다.")

    figure.get_by_role("button", name="재생").tap()

    expect(figure.locator("[aria-live]")).to_contain_text("단계 12의 입력은 0입니다.")
    expect(figure.get_by_role("button", name="재생")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
