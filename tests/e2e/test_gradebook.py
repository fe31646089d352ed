"""The gradebook in a browser: by keys alone, with scores set by hand, extensions, and an export."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import CONTENT, COURSE, TEACH, Visitor

pytestmark = pytest.mark.slow

EXERCISE = "activations/softmax"
TITLE = "Softmax"
SOLUTION = (CONTENT / EXERCISE / "solution.py").read_text()
PAST = "2020-01-01T12:00"
REASON = "Derived the gradient at the board."


@pytest.fixture
def instructor(new_visitor: NewVisitor) -> Visitor:
    """The instructor."""
    visitor = new_visitor()
    visitor.sign_in("instructor@example.org")
    return visitor


@pytest.fixture
def overdue(instructor: Visitor) -> Iterator[None]:
    """The exercise was due long ago, until the end of the test."""
    set_due(instructor.page, PAST)
    yield
    set_due(instructor.page, "")


def set_due(page: Page, when: str) -> None:
    page.goto(f"{TEACH}dates/")
    page.get_by_label(TITLE, exact=True).fill(when)
    page.get_by_role("button", name="Save due dates").click()
    expect(page.get_by_text(re.compile("due dates? w|No due date"))).to_be_visible()


def email_of(student: Visitor) -> str:
    return student.page.locator(".menu-panel p").text_content() or ""


def open_gradebook(page: Page, student: str) -> Locator:
    """Show one student's line, and return the cell of the exercise."""
    page.goto(f"{TEACH}gradebook/?q={student}")
    expect(page.locator("#grid tbody tr")).to_have_count(1)
    column = (
        page.locator("#grid thead tr")
        .last.locator("th, td")
        .evaluate_all("(cells, title) => cells.findIndex(cell => cell.querySelector('a')?.title === title)", TITLE)
    )
    return page.locator("#grid tbody tr").first.locator("th, td").nth(column)


def test_keys_walk_through_the_grid_and_open_a_cell(instructor: Visitor, student: Visitor) -> None:
    page = instructor.page
    page.goto(f"{TEACH}gradebook/")
    grid = page.get_by_role("grid")
    rows = grid.locator("[data-grid-row]")
    last_row, last_column = rows.count() - 1, rows.first.locator("th, td").count() - 1

    def at(row: int, column: int) -> None:
        focused = rows.nth(row).locator("th, td").nth(column).and_(grid.locator(":focus, :has(:focus)"))
        expect(focused).to_be_visible()

    assert grid.locator("[tabindex='0']").count() == 1
    grid.locator("[tabindex='0']").focus()
    at(1, 3)
    for key, row, column in (
        ("ArrowRight", 1, 4),
        ("ArrowUp", 0, 4),
        ("Home", 0, 0),
        ("End", 0, last_column),
        ("Control+End", last_row, last_column),
        ("ArrowRight", last_row, last_column),
        ("Control+Home", 0, 0),
        ("ArrowDown", 1, 0),
    ):
        page.keyboard.press(key)
        at(row, column)
    for key, row in (("PageDown", last_row), ("PageUp", 0)):
        for _ in range(rows.count()):
            page.keyboard.press(key)
        at(row, 0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(rows.nth(1).get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    at(1, 2)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#cell-title")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#cell-dialog")).to_be_hidden()
    at(1, 3)
    page.keyboard.press("Tab")
    assert not grid.evaluate("grid => grid.contains(document.activeElement)")


def test_an_extension_makes_late_work_count_and_a_score_set_by_hand_says_why(
    instructor: Visitor, student: Visitor, overdue: None, tmp_path: Path
) -> None:
    who = email_of(student)
    student.open_exercise(EXERCISE)
    student.write(SOLUTION)
    student.press("Submit")
    student.result("graded")
    page = instructor.page
    cell = open_gradebook(page, who)
    expect(cell).to_contain_text("late")

    cell.locator("a").click()
    page.get_by_text("Extend the due date").click()
    later = datetime.now(UTC) + timedelta(days=2)
    page.get_by_label("New due date").fill(PAST)
    page.locator("#id_extension-reason").fill("Ill")
    page.get_by_role("button", name="Extend", exact=True).click()
    expect(page.get_by_text("Choose a later date.")).to_be_visible()
    page.get_by_label("New due date").fill(f"{later:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Extend", exact=True).click()
    expect(page.get_by_text("The due date is extended.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(cell).to_have_text("10")
    page.bring_to_front()
    expect(cell.locator("a")).to_be_focused()
    student.page.reload()
    expect(student.page.get_by_text("Your due date was extended:")).to_be_attached()
    student.page.goto(f"{COURSE}progress/")
    row = student.page.locator(".progress-table tr", has_text=TITLE).first
    expect(row).to_contain_text("10 / 10")
    expect(row).to_contain_text("extended")

    cell.locator("a").click()
    page.get_by_text("Set the score by hand").click()
    page.get_by_label("Score", exact=True).fill("8.5")
    page.locator("#id_override-reason").fill(REASON)
    page.get_by_role("button", name="Set this score").click()
    expect(page.get_by_text("The score is set.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(cell).to_contain_text("8.5")
    expect(cell).to_contain_text("set by hand")
    for address in (f"{COURSE}progress/", f"{COURSE}{EXERCISE.replace('/', '/exercises/')}/"):
        student.page.goto(address)
        expect(student.page.get_by_text(REASON).first).to_be_attached()

    with page.expect_download() as started:
        page.get_by_role("link", name="CSV", exact=True).click()
    file = tmp_path / "scores.csv"
    started.value.save_as(file)
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    heading, line = csv.reader(content.decode("utf-8-sig").splitlines())
    column = next(index for index, title in enumerate(heading) if title.endswith(f"{TITLE} (10)"))
    assert (line[1], line[column], line[heading.index("Total")]) == (who, "8.5", "8.5")
    assert re.fullmatch(r"deep-learning-with-keras-\d{4}-\d\d-\d\d\.csv", started.value.suggested_filename)


def test_without_scripts_a_cell_is_a_page_with_the_same_forms(new_visitor: NewVisitor, student: Visitor) -> None:
    who = email_of(student)
    page = new_visitor(java_script_enabled=False).page
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill("instructor@example.org")
    page.locator("input[name=password]").fill("backpass")
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.goto(f"{TEACH}gradebook/?q={who}")
    page.locator(".gb-cell a").first.click()
    page.get_by_text("Set the score by hand").click()
    page.get_by_label("Score", exact=True).fill("3")
    page.locator("#id_override-reason").fill("Oral exam")
    page.get_by_role("button", name="Set this score").click()

    expect(page.get_by_text("The score is set.")).to_be_visible()
    expect(page.locator(".gb-facts")).to_contain_text("3 / 10")
