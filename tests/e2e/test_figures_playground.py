"""The network playground: trains, is edited by keyboard and by hand, keeps its state, and hands its code over."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import COURSE

pytestmark = pytest.mark.slow


def test_a_guest_trains_a_network_edits_a_weight_and_takes_its_code_along(new_visitor: NewVisitor) -> None:
    page = new_visitor(viewport={"width": 1280, "height": 900}).page
    still = page.request.get("/playground/", headers={"accept-language": "en"}).text()
    page.goto("/")
    page.get_by_role("link", name="Network playground").first.click()
    figure = page.locator("bp-figure")
    said = figure.locator("[aria-live]")
    expect(said).to_have_text(re.compile(r"Epoch 0: training loss 0\.\d+, test loss"))
    assert f'aria-label="{said.inner_text()}"' in still

    figure.get_by_role("radio", name="XOR").check()
    figure.get_by_role("button", name="Add a neuron to layer 2").press("Enter")
    expect(figure.get_by_text("(2 + 1)·4 + (4 + 1)·3 + (3 + 1)·1 = 31")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?playground=data:xor;layers:4,3$"))

    figure.get_by_role("button", name="Step").press("Enter")
    expect(said).to_contain_text("A network of 2–4–3–1 with 250 training points. Epoch 1:")
    figure.get_by_role("button", name="Play", exact=True).click()
    expect(figure.locator("dd").nth(3)).to_have_text(re.compile("9[0-9]%|100%"))

    neuron = figure.get_by_role("button", name="Layer 1, neuron 2: edit bias and weights")
    neuron.focus()
    page.keyboard.press("Enter")
    bias = page.get_by_role("dialog").get_by_label("Bias")
    expect(bias).to_be_focused()
    before = said.inner_text()
    bias.fill("9")
    page.keyboard.press("Tab")
    expect(page.get_by_role("dialog").get_by_label("Weight from x₁")).to_be_focused()
    page.keyboard.press("Escape")
    expect(neuron).to_be_focused()
    expect(said).not_to_have_text(before)

    figure.get_by_text("This network in Keras").click()
    expect(figure.locator("pre")).to_contain_text('keras.layers.Dense(3, activation="tanh"),')
    figure.get_by_label("Exercise").select_option("XOR with two layers")
    figure.get_by_role("button", name="Send to the editor").click()
    page.wait_for_url(re.compile(r"/accounts/login/|/exercises/xor-two-layers/"))
    sent = json.loads(page.evaluate("localStorage.getItem('backpass-sent-code')"))
    assert "keras.Input(shape=(2,))" in sent["code"]
    assert sent["title"] == "Network from the playground"


def test_a_lesson_shows_fewer_controls_and_a_finger_edits_on_a_korean_phone(new_visitor: NewVisitor) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "reduced_motion": "reduce"}
    page = new_visitor(locale="ko", **phone).page
    page.goto(f"{COURSE}perceptrons/lessons/lesson/")
    figure = page.locator("bp-figure[kind=playground]")
    figure.scroll_into_view_if_needed()
    expect(figure.get_by_text("(2 + 1)·1 = 3")).to_be_visible()
    expect(figure.get_by_role("radio")).to_have_count(0)
    expect(figure.locator("select, summary, input[type=range]")).to_have_count(0)

    for _time in range(6):
        figure.get_by_role("button", name="은닉층 추가").tap()
    figure.get_by_role("button", name="출력: 편향과 가중치 편집").tap()
    page.get_by_role("dialog").get_by_label("뉴런 2에서 오는 가중치").fill("1.5")
    page.get_by_role("dialog").get_by_role("button", name="닫기").tap()

    expect(figure.locator("[aria-live]")).to_contain_text("2–2–2–2–2–2–2–1 신경망")
    expect(figure.get_by_role("button", name="은닉층 추가")).to_be_disabled()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
