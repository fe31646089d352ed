"""A training that is watched: from a reload, a second tab and a lost connection to the whole story, told once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.visitor import MILLISECONDS_TO_GRADE, Visitor

pytestmark = pytest.mark.slow

EXERCISE = "keras/overfitting"
EPOCHS = 40
PROGRAM = f"""
import time
import keras
import numpy as np

x = np.arange(8.0).reshape(-1, 1) / 8
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
model.compile("sgd", "mse", metrics=["mae"])
print("before the training")
slow = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: time.sleep(0.2))
model.fit(x, x, epochs={EPOCHS // 2}, validation_split=0.25, verbose=0, callbacks=[slow])
model.fit(x, x, epochs={EPOCHS // 2}, validation_split=0.25, verbose=0, callbacks=[slow])
print("after the training")
"""
CURVE = '#result [data-part="epochs"] canvas'


def test_a_reload_a_second_tab_and_a_lost_connection_lose_nothing(student: Visitor) -> None:
    page = student.page
    student.open_exercise(EXERCISE)
    student.write(PROGRAM)
    violations: list[str] = []
    student.press("Run")
    expect(page.locator(CURVE)).to_be_visible(timeout=MILLISECONDS_TO_GRADE)

    page.reload()
    # Not before: Chromium tells, at some later time, of a style of its own in lines that a program inserts.
    page.on("console", lambda message: violations.append(message.text) if "Content Security" in message.text else None)
    tab = page.context.new_page()
    tab.goto(page.url)
    for one in (page, tab):
        expect(one.locator(CURVE)).to_be_visible()
        expect(one.locator('[data-part="status"]')).to_contain_text("Training: epoch")
        expect(one.locator('[data-part="elapsed"]')).to_contain_text("s")
    assert 0 < page.locator('[data-part="progress"]').evaluate("bar => bar.value") < 100

    page.context.set_offline(True)
    expect(page.get_by_text("Connection lost. Trying again…")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Connected again.")).to_be_visible()

    for one in (page, tab):
        Visitor(one).result("graded")
        assert epochs_of(one) == [str(epoch) for epoch in (*range(1, EPOCHS // 2 + 1),) * 2]
        expect(one.locator(".curve-summary")).to_contain_text("2 trainings, one after the other.")
    page.reload()
    assert len(epochs_of(page)) == EPOCHS
    printed = page.locator('[data-part="output"] pre').inner_text()
    assert (printed.count("before the training"), printed.count("after the training")) == (1, 1)

    values_can_be_read_by_keyboard(page)
    it_fits_a_phone_in_korean(page)
    assert violations == []


def epochs_of(page: Page) -> list[str]:
    """Open the table of epochs and return their numbers."""
    page.get_by_text("All epochs as a table").click()
    numbers = page.locator(".curve-table tbody th")
    expect(numbers).not_to_have_count(0)
    return numbers.all_inner_texts()


def values_can_be_read_by_keyboard(page: Page) -> None:
    """Walk the curve by the arrow keys, for another metric, in the other theme."""
    curve = page.get_by_role("slider", name="Read values off the curve")
    page.get_by_label("Metric").select_option("mae")
    page.get_by_label("Logarithmic").check()
    page.get_by_role("button", name="Switch between light and dark").click()
    curve.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(curve).to_have_attribute("aria-valuenow", "2")
    assert "val_mae" in (curve.get_attribute("aria-valuetext") or "")


def it_fits_a_phone_in_korean(page: Page) -> None:
    """Look at the same in Korean, 360 pixels wide."""
    page.get_by_role("button", name="한국어").click()
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("tab", name="결과").click()
    expect(page.locator(CURVE)).to_be_visible()
    expect(page.get_by_text("모든 에포크를 표로 보기")).to_be_visible()
    expect(page.get_by_text("학습 2회를 차례로 이어 그렸습니다.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
