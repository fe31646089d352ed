"""An exercise from its working copy to a student's full marks: validated, found wanting, mended, proven, published."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.courses.examples import SOLUTION
from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import MILLISECONDS_TO_GRADE
from tests.e2e.working_rows import COURSE, write_rows

pytestmark = pytest.mark.slow

AUTHOR = f"/author/{COURSE}/basics/exercises/double/"
EXERCISE = f"/courses/{COURSE}/basics/exercises/double/"


def test_from_a_working_copy_to_full_marks(new_visitor: NewVisitor, site: str, site_folder: Path) -> None:
    write_rows(site_folder, with_lax_attempt=True)
    author = new_visitor()
    author.sign_in("instructor@example.org")
    page = author.page

    page.goto(f"{AUTHOR}validation/")
    page.get_by_role("button", name="Validate", exact=True).click()
    expect(page.locator("#proof-progress, .findings").first).to_be_visible()
    expect(page.get_by_role("heading", name="1 problem found")).to_be_visible(timeout=MILLISECONDS_TO_GRADE)
    expect(page.locator(".findings")).to_contain_text("wrong/absolute.py This wrong attempt passes test_any[three]")

    page.get_by_role("link", name="Publish").click()
    expect(page.locator("form .notice-warn")).to_contain_text("This version has no green validation.")

    write_rows(site_folder, with_lax_attempt=False)
    page.get_by_role("link", name="Validation", exact=True).click()
    expect(page.get_by_text("the files have changed since")).to_be_visible()
    page.get_by_role("button", name="Validate", exact=True).click()
    expect(page.get_by_role("heading", name="The tests are good")).to_be_visible(timeout=MILLISECONDS_TO_GRADE)
    expect(page.get_by_text("The tests noticed 3 of 3 changes.")).to_be_visible()

    page.get_by_role("link", name="Preview", exact=True).click()
    author.write(SOLUTION + "# tried by its author\n")
    author.press("Submit")
    author.result("graded")
    assert author.score() == "10 / 10 points"

    page.get_by_role("link", name="Publish", exact=True).click()
    expect(page.get_by_text("The exercise becomes visible.")).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published. Students see this version now.")).to_be_visible()

    student = new_visitor()
    student.sign_in("student@example.org")
    student.page.goto(EXERCISE)
    student.write(SOLUTION + "# a student's\n")
    student.press("Submit")
    student.result("graded")
    assert student.score() == "10 / 10 points"

    page.goto(f"/courses/{COURSE}/basics/exercises/double/submissions/")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.goto(f"{AUTHOR}versions/")
    expect(page.locator("tbody tr").first).to_contain_text("students see it")
