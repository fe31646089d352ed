"""A new exercise from an empty form to a student's full marks, all of it by the pages alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import MILLISECONDS_TO_GRADE, Visitor

pytestmark = pytest.mark.slow

STARTER = "def relu(x):\n    ...\n"
SOLUTION = "import numpy as np\n\n\ndef relu(x):\n    return np.maximum(x, 0)\n"
ABSOLUTE = "import numpy as np\n\n\ndef relu(x):\n    return np.abs(x)\n"


def fill(page: Page, english: str, korean: str, button: str) -> None:
    page.get_by_label("Title in English").fill(english)
    page.get_by_label("Title in Korean").fill(korean)
    page.get_by_role("button", name=button).click()


def open_part(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Parts of the exercise").get_by_role("link", name=name).click()


def open_file(page: Page, name: str) -> Locator:
    """Open one of the files of a part."""
    page.locator(".file-list").get_by_role("link", name=name).click()
    return editor(page, name)


def editor(page: Page, name: str) -> Locator:
    form = page.locator(f'form[data-file="{name}"]')
    expect(form.locator(".cm-content")).to_be_visible()
    return form


def write(page: Page, name: str, text: str) -> None:
    """Replace what stands in an editor, and see it saved."""
    form = editor(page, name)
    form.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("ControlOrMeta+s")
    expect(form.locator('[data-part="state"]')).to_have_text(re.compile(r"Saved \d"))


def delete(page: Page, name: str) -> None:
    """Delete the file of the starting point that this exercise does without."""
    open_file(page, name)
    page.locator("summary", has_text="Rename or delete").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.locator(".file-list").get_by_role("link", name=name)).to_have_count(0)


def make_course(page: Page) -> None:
    page.get_by_role("link", name="Authoring").click()
    page.get_by_role("link", name="New course").click()
    fill(page, "Activations by hand", "손으로 만드는 활성화 함수", "Make the course")
    page.get_by_role("link", name="Add a unit").click()
    fill(page, "Rectifiers", "정류기", "Add the unit")
    page.get_by_role("link", name="Add an exercise").click()
    fill(page, "The ReLU", "렐루", "Add the exercise")
    page.get_by_role("link", name="The ReLU", exact=True).click()


def write_exercise(page: Page) -> None:
    page.get_by_label("Points", exact=True).fill("3")
    page.get_by_role("button", name="Save the details").last.click()
    expect(page.get_by_label("Points", exact=True)).to_have_value("3")
    open_part(page, "Statement")
    write(page, "prompt.en.md", "Write `relu(x)`, which puts **0** in the place of negative numbers.")
    page.get_by_role("button", name="한국어").last.click()
    write(page, "prompt.ko.md", "음수를 **0**으로 바꾸는 `relu(x)`를 작성하세요.")
    open_part(page, "Starter")
    write(page, "starter.py", STARTER)
    open_part(page, "Solution")
    write(page, "solution.py", SOLUTION)


def write_tests(page: Page) -> None:
    open_part(page, "Tests")
    for name in ("tests/test_public.py", "tests/reference.py"):
        delete(page, name)
    write(page, "tests/test_hidden.py", "")
    page.get_by_role("button", name="A function equals a reference").click()
    expect(page.locator(".cm-content")).to_contain_text("@pytest.mark.hidden")
    open_part(page, "Attempts")
    for name in ("equal_numbers_forgotten", "example_only", "largest_only"):
        delete(page, f"wrong/{name}.py")
    for name in ("in_two_steps", "plain_python"):
        delete(page, f"alternatives/{name}.py")
    page.get_by_label("Name of the file").fill("absolute.py")
    page.get_by_label("Program", exact=True).fill(ABSOLUTE)
    adding = page.locator("form", has=page.get_by_label("Program", exact=True))
    adding.get_by_label("test_example").check()
    adding.get_by_role("button", name="Add the attempt").click()
    expect(editor(page, "wrong/absolute.py").locator(".cm-content")).to_contain_text("# fails: test_example")
    expect(page.locator("#problems")).to_contain_text("Nothing is wrong with the files.")


def validate(page: Page) -> None:
    page.get_by_role("link", name="Validation", exact=True).click()
    page.get_by_role("button", name="Validate", exact=True).click()
    expect(page.locator("#proof-progress")).to_contain_text("Changed solutions")


def name_the_other_test(page: Page) -> None:
    """Say that the wrong attempt fails the hidden test, too."""
    page.get_by_role("link", name="Edit", exact=True).click()
    open_part(page, "Attempts")
    declared = page.locator("form", has=page.get_by_role("button", name="Save these tests"))
    declared.get_by_label("test_other_numbers").check()
    declared.get_by_role("button", name="Save these tests").click()
    expect(page.locator(".cm-content")).to_contain_text("# fails: test_example, test_other_numbers")


def publish_texts(page: Page) -> None:
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("link", name="Outline").click()
    page.get_by_role("link", name="Publish texts").click()
    expect(page.locator(".change-list").first).to_contain_text("Rectifiers")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("Published")


def change_a_test(page: Page) -> None:
    """Make the hidden test harder than it was, and publish it without a validation."""
    page.get_by_role("link", name="Edit", exact=True).click()
    open_part(page, "Tests")
    changed = page.locator('form[data-file="tests/test_hidden.py"] textarea').input_value().replace("(4, 5)", "(40, 5)")
    write(page, "tests/test_hidden.py", changed)
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_label("Or say why it is published without one").fill("More rows, and otherwise the same test.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published. Students see this version now.")).to_be_visible()


def hand_in(visitor: Visitor, code: str) -> None:
    """Hand in right work at the open page of the exercise or its preview, and see its full marks."""
    visitor.write(code)
    visitor.press("Submit")
    visitor.result("graded")
    assert visitor.score() == "3 / 3 points"


def join(page: Page, code: str) -> None:
    page.get_by_role("link", name="Join with a code").click()
    page.get_by_label("Join code").fill(code)
    page.get_by_role("button", name="Join with the code").click()
    expect(page.get_by_text("You have joined the course.")).to_be_visible()


def test_a_new_exercise_from_an_empty_form_to_a_students_full_marks(new_visitor: NewVisitor) -> None:
    author, student = new_visitor(), new_visitor()
    author.sign_in("instructor@example.org")
    student.sign_in("student@example.org")
    page = author.page
    make_course(page)
    write_exercise(page)
    write_tests(page)

    validate(page)
    expect(page.get_by_role("heading", name="1 problem found")).to_be_visible(timeout=MILLISECONDS_TO_GRADE)
    expect(page.locator(".findings")).to_contain_text("wrong/absolute.py This wrong attempt also fails")
    page.get_by_role("link", name="Publish", exact=True).click()
    expect(page.locator("form .notice-warn")).to_contain_text("This version has no green validation.")

    name_the_other_test(page)
    page.get_by_role("link", name="Validation", exact=True).click()
    expect(page.get_by_text("the files have changed since")).to_be_visible()
    validate(page)
    expect(page.get_by_role("heading", name="The tests are good")).to_be_visible(timeout=MILLISECONDS_TO_GRADE)
    expect(page.get_by_text("The tests noticed 2 of 2 changes.")).to_be_visible()
    page.get_by_role("link", name="Preview", exact=True).click()
    hand_in(author, f"{SOLUTION}# tried by its author\n")

    publish_texts(page)
    page.get_by_role("link", name="The ReLU", exact=True).click()
    page.get_by_role("link", name="Publish", exact=True).click()
    expect(page.get_by_text("The exercise becomes visible.")).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published. Students see this version now.")).to_be_visible()
    page.get_by_role("link", name="Versions", exact=True).click()
    expect(page.locator("tbody tr").first).to_contain_text("students see it")
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("link", name="Give out the join code").click()

    join(student.page, page.locator(".big-code").inner_text())
    student.page.locator("#map").get_by_role("link", name="The ReLU").click()
    expect(student.page.get_by_role("region", name="What to do").locator("strong")).to_have_text("0")
    hand_in(student, f"{SOLUTION}# a student's\n")

    page.get_by_role("link", name="Authoring").click()
    page.get_by_role("link", name="The ReLU", exact=True).click()
    change_a_test(page)
    page.get_by_role("link", name="Look whether work that was handed in should be regraded").click()
    expect(page.get_by_role("row", name="The ReLU").get_by_role("cell").first).to_have_text("1")

    page.get_by_role("link", name="Gradebook").click()
    expect(page.locator("#grid tbody tr")).to_have_count(1)
    row = page.get_by_role("row", name="student@example.org")
    expect(row).to_contain_text("100%")
    row.locator(".gb-cell a").click()
    expect(page.locator("#cell-dialog")).to_contain_text("3 / 3")
    page.keyboard.press("Escape")
    page.locator("#grid thead").get_by_role("link", name="The ReLU").click()
    expect(page.get_by_role("row", name="student@example.org")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(1)  # What its author tried in the preview is no submission.
