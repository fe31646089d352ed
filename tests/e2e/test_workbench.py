"""The exercise page as a workbench: panes, saving, attempts, hints, shortcuts, and a notebook written in the page."""

from __future__ import annotations

import json

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import CONTENT, MILLISECONDS_TO_GRADE, Visitor

pytestmark = pytest.mark.slow

CODE_EXERCISE = "activations/activation-functions"
NOTEBOOK_EXERCISE = "keras/iris-classifier"
SOLUTION = (CONTENT / CODE_EXERCISE / "solution.py").read_text()
ALMOST = SOLUTION.replace("np.maximum(as_floats(x), 0)", "as_floats(x)")
CELLS = [
    "".join(cell["source"])
    for cell in json.loads((CONTENT / NOTEBOOK_EXERCISE / "solution.ipynb").read_text())["cells"]
    if cell["cell_type"] == "code"
]
SENT = """localStorage.setItem("backpass-sent-code",
    JSON.stringify({code: "sent = 1", title: "A network", at: Date.now()}))"""
# The first failed test stands within the result's pane, below its heading, and the page has not moved.
FAILURE_IS_IN_SIGHT = """() => {
    const [pane, head, failure] = ["#pane-result", ".result-head", ".test-failed"]
        .map((selector) => document.querySelector(selector).getBoundingClientRect());
    const lowest = Math.max(pane.bottom, head.bottom + failure.height + 1);
    return scrollY === 0 && failure.top >= head.bottom - 1 && failure.bottom <= lowest;
}"""


def saved(page: Page) -> Locator:
    """The status line, once everything is on the server."""
    return page.locator("#save-state", has_text="Saved ")


def judge(page: Page, keys: str, verb: str) -> None:
    """Run or submit by the keyboard, and wait until the work is taken in."""
    with page.expect_response(f"**/{verb}/"):
        page.keyboard.press(keys)


def test_code_is_written_saved_submitted_compared_and_restored(student: Visitor, new_visitor: NewVisitor) -> None:
    page = student.page
    student.open_exercise(CODE_EXERCISE)
    bar = page.get_by_role("separator", name="Width of the task")
    bar.focus()
    page.keyboard.press("ArrowLeft")
    expect(bar).to_have_attribute("aria-valuenow", "38")

    page.locator("#hints").get_by_role("button", name="Open hint 1").click()
    expect(page.locator("#hints details")).to_have_count(1)
    expect(page.locator("#hints summary")).to_be_focused()
    expect(page.locator("#hints").get_by_role("button", name="Open hint 2")).to_be_visible()

    student.write("first = 1\n")
    page.keyboard.press("Control+s")
    expect(saved(page)).to_be_visible()

    elsewhere = new_visitor(storage_state={"cookies": page.context.cookies(), "origins": []})
    elsewhere.open_exercise(CODE_EXERCISE)
    expect(elsewhere.page.locator(".cm-content")).to_contain_text("first = 1")
    expect(elsewhere.page.locator("#draft-note")).to_contain_text("Your draft of")
    elsewhere.write("second = 2\n")
    expect(saved(elsewhere.page)).to_be_visible()

    student.write("third = 3\n")
    page.keyboard.press("Control+s")
    expect(page.locator("#conflict-note")).to_contain_text("changed elsewhere")
    page.get_by_role("button", name="Take the other version").click()
    expect(page.locator(".cm-content")).to_contain_text("second = 2")
    page.locator("#replaced-note").get_by_role("button", name="Undo").click()
    expect(page.locator(".cm-content")).to_contain_text("third = 3")

    student.write("")
    composing = page.context.new_cdp_session(page)
    with page.expect_response("**/draft/"):
        for syllable in ("ㅎ", "하", "한"):
            composing.send("Input.imeSetComposition", {"text": syllable, "selectionStart": 1, "selectionEnd": 1})
    composing.send("Input.imeSetComposition", {"text": "핞", "selectionStart": 1, "selectionEnd": 1})
    composing.send("Input.insertText", {"text": "한글"})
    expect(page.locator(".cm-content")).to_have_text("한글")

    student.write(ALMOST)
    judge(page, "Control+Enter", "run")
    student.result("graded")
    page.wait_for_function(FAILURE_IS_IN_SIGHT)
    judge(page, "Control+Shift+Enter", "submit")
    page.get_by_role("dialog").get_by_role("button", name="Go back").click()
    expect(page.locator(".attempts li")).to_have_count(0)
    judge(page, "Control+Shift+Enter", "submit")
    with page.expect_response("**/submit/"):
        page.get_by_role("button", name="Submit anyway").click()
    expect(page.locator(".attempts li")).to_have_count(1, timeout=MILLISECONDS_TO_GRADE)
    student.write(SOLUTION)
    judge(page, "Control+Shift+Enter", "submit")
    expect(page.locator(".attempts li")).to_have_count(2, timeout=MILLISECONDS_TO_GRADE)
    expect(page.locator(".attempts li").first).to_contain_text("best")
    expect(page.get_by_role("link", name="Solution")).to_be_visible()

    page.get_by_role("button", name="Restore attempt 1 into the editor").click()
    expect(page.locator("#replaced-note")).to_contain_text("Attempt 1 stands in the editor.")
    page.locator("#replaced-note").get_by_role("button", name="Undo").click()
    page.get_by_label("with").select_option("what is in the editor")
    page.get_by_role("button", name="Show the difference").click()
    expect(page.locator(".diff del")).to_contain_text("return as_floats(x)")
    expect(page.locator(".diff ins")).to_contain_text("return np.maximum(as_floats(x), 0)")

    page.evaluate(SENT)
    page.get_by_role("link", name="Back to the exercise").click()
    expect(bar).to_have_attribute("aria-valuenow", "38")
    page.goto(f"{page.url}#sent")
    page.reload()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sent-note")).to_contain_text("Code from the network playground: A network")
    expect(page.locator(".cm-content")).not_to_contain_text("sent = 1")
    page.get_by_role("button", name="Insert at the cursor").click()
    expect(page.locator(".cm-content")).to_contain_text("sent = 1")


def test_a_notebook_is_written_on_a_phone_in_korean_to_a_score(new_visitor: NewVisitor) -> None:
    student = new_visitor(viewport={"width": 360, "height": 740}, locale="en", color_scheme="dark")
    page = student.page
    student.sign_up_and_join()
    page.get_by_role("button", name="한국어").click()
    student.open_exercise(NOTEBOOK_EXERCISE)
    expect(page.locator("#pane-code")).to_be_hidden()
    page.get_by_role("tab", name="문제").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="코드")).to_be_focused()
    expect(page.locator("#pane-task")).to_be_hidden()

    cells = page.locator(".notebook-cell")
    expect(cells).to_have_count(6)
    page.get_by_role("button", name="셀 1 삭제").click()
    page.locator("#deleted-note").get_by_role("button", name="되돌리기").click()
    expect(cells.first.locator("h2")).to_contain_text("붓꽃 분류기")
    cells.first.locator(".cell-rendered").press("Enter")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("# 나의 **붓꽃**\n")
    page.keyboard.press("Shift+Enter")
    expect(cells.first.locator("strong")).to_have_text("붓꽃")
    expect(cells.nth(1).locator(".cm-content")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("1 / 0")
    judge(page, "Control+Enter", "run")
    expect(page.get_by_role("tab", name="결과")).to_have_attribute("aria-selected", "true")
    student.result("failed")
    page.get_by_role("tab", name="코드").click()
    expect(cells.nth(1)).to_contain_text("이 셀에서 실패했습니다")
    expect(cells.nth(1).locator(".cm-marked-line")).to_have_text("1 / 0")

    page.get_by_role("button", name="셀 2 아래로 이동").click()
    expect(cells.nth(2).locator(".cm-content")).to_have_text("1 / 0")
    page.get_by_role("button", name="셀 3 위로 이동").click()
    for index, source in enumerate(CELLS, start=1):
        cells.nth(index).locator(".cm-content").click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(source)
    with page.expect_response("**/submit/"):
        page.locator("#work").get_by_role("button", name="제출").click()
    student.result("graded")
    expect(page.locator("#result .result-score")).to_contain_text("20")
    page.get_by_role("tab", name="코드").click()
    expect(cells.nth(4).locator("img.output-image")).to_be_visible()
    expect(page.locator("#save-state", has_text="저장함")).to_be_visible()

    page.reload()
    page.get_by_role("tab", name="코드").click()
    expect(cells.nth(4).locator("img.output-image")).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.locator("summary[title='파일']").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="내려받기").click()
    notebook = nbformat.read(download.value.path(), as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert any(output.get("data", {}).get("image/png") for output in notebook.cells[4].outputs)
