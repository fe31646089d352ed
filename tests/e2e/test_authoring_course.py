"""A course from nothing: made, filled, ordered by keys and by dragging, published, and read by a student."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import NewVisitor

pytestmark = pytest.mark.slow

AUTHORING = "/author/first-steps/"


def fill(page: Page, english: str, korean: str, button: str) -> None:
    page.get_by_label("Title in English").fill(english)
    page.get_by_label("Title in Korean").fill(korean)
    page.get_by_role("button", name=button).click()


def add(page: Page, link: str, english: str, korean: str, button: str) -> None:
    page.get_by_role("link", name=link).first.click()
    fill(page, english, korean, button)
    expect(page.get_by_role("status")).to_contain_text("is added")


def lessons(page: Page) -> Locator:
    return page.locator("[id^=lesson-tensors-] .item-title")


def drag(page: Page, item: str, onto: str) -> None:
    """Drag a part by its grip to above the middle of another."""
    page.locator(f"#{item}").evaluate("item => item.scrollIntoView({ block: 'center' })")
    # Hovering waits until nothing moves any more.
    page.locator(f"#{item} [data-grip]").hover()
    page.mouse.down()
    expect(page.locator(f"#{item}")).to_have_class(re.compile("is-dragged"))
    target = page.locator(f"#{onto}").bounding_box()
    assert target
    page.mouse.move(target["x"] + 20, target["y"] + target["height"] / 2, steps=4)
    page.mouse.move(target["x"] + 20, target["y"] + 2, steps=4)
    page.mouse.up()


def join_by_code(author: Page, student: Page, course: str) -> None:
    """Have somebody join with the course's code, as its settings show it."""
    author.goto(f"/teach/{course}/settings/")
    student.goto(f"/join/{author.locator('.big-code').inner_text()}/")
    student.get_by_role("button", name="Join this course").click()
    expect(student.get_by_text("You have joined the course.")).to_be_visible()


def test_a_course_from_nothing_reaches_a_student(new_visitor: NewVisitor) -> None:
    author = new_visitor()
    author.sign_in("instructor@example.org")
    page = author.page

    page.goto("/author/")
    page.get_by_role("link", name="New course").click()
    fill(page, "First steps", "첫걸음", "Make the course")
    expect(page.get_by_text("This course has no unit yet.")).to_be_visible()
    add(page, "Add a unit", "Tensors", "텐서", "Add the unit")
    for english, korean in (("Shapes", "모양"), ("Axes", "축"), ("Broadcasting", "브로드캐스팅")):
        add(page, "Add a lesson", english, korean, "Add the lesson")
    add(page, "Add an exercise", "Sums", "합", "Add the exercise")
    expect(lessons(page)).to_have_text(["Shapes", "Axes", "Broadcasting"])

    up = page.get_by_role("button", name="Move “Broadcasting” up")
    up.press("Enter")
    expect(page.locator("#outline-said")).to_have_text("“Broadcasting” is now at place 2.")
    expect(up).to_be_focused()
    up.press("Enter")
    expect(page.locator("#outline-said")).to_have_text("“Broadcasting” is now at place 1.")
    expect(page.get_by_role("button", name="Move “Broadcasting” down")).to_be_focused()
    expect(lessons(page)).to_have_text(["Broadcasting", "Shapes", "Axes"])

    drag(page, "lesson-tensors-axes", "lesson-tensors-broadcasting")
    expect(page.locator("#outline-said")).to_have_text("“Axes” is now at place 1.")
    page.reload()
    expect(lessons(page)).to_have_text(["Axes", "Broadcasting", "Shapes"])

    page.get_by_role("link", name="Publish texts").click()
    expect(page.locator(".change-list").first).to_contain_text("Tensors")
    expect(page.get_by_text("Exercises that this does not publish")).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("Published")

    student = new_visitor()
    student.sign_in("student@example.org")
    join_by_code(page, student.page, "first-steps")
    student.page.goto("/courses/first-steps/")
    expect(student.page.locator("#map .item-title")).to_have_text(["Axes", "Broadcasting", "Shapes"])
    expect(student.page.get_by_text("Sums")).to_have_count(0)
    student.page.goto(AUTHORING)
    expect(student.page.get_by_text("This page is not for you.")).to_be_visible()


def test_two_authors_order_the_same_list(new_visitor: NewVisitor) -> None:
    first, second = new_visitor(), new_visitor()
    for visitor in (first, second):
        visitor.sign_in("instructor@example.org")
    page = first.page
    page.goto("/author/deep-learning-with-keras/copy/")
    page.get_by_label("Name in addresses").fill("ordered")
    page.get_by_role("button", name="Make the copy").click()
    expect(page.get_by_role("status")).to_contain_text("The copy is made")
    second.page.goto("/author/ordered/")

    page.locator("#unit-losses-up").click()
    expect(page.locator("#outline-said")).to_contain_text("is now at place 2.")
    second.page.locator("#unit-keras-up").click()

    expect(second.page.locator("#outline-said")).to_contain_text("Somebody has changed this order meanwhile")
    units = second.page.locator(".outline-unit > .outline-line h2")
    expect(units.nth(1)).to_have_text("Losses")
    expect(units).to_have_count(7)
