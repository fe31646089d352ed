"""The figures about descents, by keyboard: words and address follow, in English and on a Korean telephone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import COURSE, Visitor

pytestmark = pytest.mark.slow


def figure(visitor: Visitor, lesson: str, kind: str) -> Locator:
    visitor.page.goto(COURSE + lesson)
    found = visitor.page.locator(f"bp-figure[kind={kind}]")
    found.scroll_into_view_if_needed()
    return found


def test_descents_are_explored_by_keyboard(new_visitor: NewVisitor) -> None:
    visitor = new_visitor()
    page = visitor.page
    race = figure(visitor, "optimizers/lessons/adaptive/", "optimizers")
    said = race.locator("[aria-live=polite]")
    race.get_by_role("slider", name="Start of all optimizers").focus()
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("60 steps from (−8.85, 1.6)")
    race.get_by_role("checkbox", name="SGD").uncheck()
    race.get_by_label("Saddle").check(force=True)
    race.get_by_role("button", name="Step").click()
    expect(said).to_contain_text(re.compile(r"^Saddle, 61 steps from \(−4, 0.01\): Adam is lowest"))
    expect(page).to_have_url(re.compile(r"surface:saddle;runners:momentum,adagrad,rmsprop,adam;steps:61"))
    page.reload()
    expect(said).to_contain_text("Saddle, 61 steps")

    fit = figure(visitor, "keras/lessons/overfitting/", "fitting")
    fit.get_by_role("slider", name="Degree, on the error curve").focus()
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    expect(fit.locator("[aria-live=polite]")).to_contain_text("Degree 3, 15 points, 200 epochs")


def test_batches_are_explored_in_korean_on_a_telephone(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport={"width": 360, "height": 740}, locale="ko")
    batches = figure(visitor, "batching/lessons/batches/", "batching")
    batches.get_by_label("에포크 수").check(force=True)
    batches.get_by_role("spinbutton", name="3번째 하강의 배치 크기").fill("50")
    visitor.page.keyboard.press("Tab")
    expect(batches.locator("[aria-live=polite]")).to_contain_text("배치 50: 갱신 8회, 4에포크")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == 360
