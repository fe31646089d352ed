"""The way through a course in a browser: search, reading, going on, due dates and progress."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import violations
from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import COURSE, TEACH, Visitor

pytestmark = pytest.mark.slow

LESSON = f"{COURSE}losses/lessons/logits/"
PHONE = {"width": 360, "height": 740}
IS_PRINTED = "selector => getComputedStyle(document.querySelector(selector)).display !== 'none'"


def accessible(page: Page) -> None:
    """Assert that axe finds nothing on the page."""
    assert violations(page) == []


def no_wider_than_the_screen(page: Page) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def test_a_student_finds_reads_and_goes_on(student: Visitor) -> None:
    page = student.page
    page.goto(COURSE)

    page.get_by_placeholder("Search lessons and exercises").press_sequentially("logits")
    expect(page.locator("#found-count")).to_contain_text("found")
    expect(page.locator("#map .item mark").first).to_have_text("logits", ignore_case=True)
    expect(page).to_have_url(re.compile(r"\?q=logits$"))
    page.get_by_label("Lessons or exercises").select_option("lesson")
    expect(page.locator("#map .item-side", has_text="Exercise")).to_have_count(0)
    page.get_by_placeholder("Search lessons and exercises").fill("zzz")
    expect(page.get_by_text("Nothing fits all of this.")).to_be_visible()
    page.get_by_role("link", name="Show the whole course").click()
    expect(page.locator(".unit")).to_have_count(7)

    page.context.set_offline(True)
    page.get_by_label("State").select_option("begun")
    expect(page.get_by_role("alert")).to_contain_text("That did not work.")
    page.context.set_offline(False)

    page.goto(LESSON)
    page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_role("button", name="Mark as not read")).to_be_focused()
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("/exercises/"))

    page.goto("/")
    expect(page.locator(".continue")).to_contain_text("You read “Logits")
    accessible(page)
    page.locator(".continue-link").click()
    expect(page).to_have_url(re.compile("/exercises/"))

    page.goto(f"{COURSE}progress/")
    expect(page.locator(".facts")).to_contain_text("1 / 20")
    accessible(page)


def test_a_lesson_counts_as_read_at_its_end_after_a_time(student: Visitor) -> None:
    page = student.page
    page.clock.install()
    page.goto(LESSON)
    page.locator("#reading").scroll_into_view_if_needed()

    page.clock.run_for(10_000)
    expect(page.get_by_role("button", name="Mark as read")).to_be_visible()
    page.clock.run_for(120_000)

    expect(page.get_by_text("You have read this lesson.")).to_be_visible()


def test_due_dates_are_set_in_the_sites_zone_and_seen_in_the_readers(new_visitor: NewVisitor) -> None:
    instructor, student = new_visitor(), new_visitor(timezone_id="Asia/Seoul", locale="ko", viewport=PHONE)
    instructor.sign_in("instructor@example.org")
    page = instructor.page
    page.goto(f"{TEACH}dates/")
    accessible(page)
    soon = page.evaluate("new Date(Date.now() + 2 * 864e5).toISOString().slice(0, 16)")
    field = page.get_by_label("Regression losses")
    field.fill(soon)
    page.get_by_role("button", name="Save due dates").click()
    expect(page.get_by_text("1 due date was saved.")).to_be_visible()

    phone = student.page
    phone.goto("/accounts/login/")
    phone.locator("input[name=login]").fill("student@example.org")
    phone.locator("input[name=password]").fill("backpass")
    phone.keyboard.press("Enter")
    expect(phone.locator(".reminders")).to_contain_text("후 마감")
    shown = phone.locator(".reminders time").first
    moment = shown.get_attribute("datetime")
    assert shown.inner_text() == phone.evaluate(
        "at => new Intl.DateTimeFormat('ko', {dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Seoul'})"
        ".format(new Date(at))",
        moment,
    )
    for address in ("/", COURSE, f"{COURSE}progress/", f"{COURSE}losses/lessons/lesson/"):
        phone.goto(address)
        phone.wait_for_load_state("networkidle")
        no_wider_than_the_screen(phone)
        accessible(phone)
    phone.emulate_media(color_scheme="dark")
    phone.goto(COURSE)
    accessible(phone)

    page.goto(f"{TEACH}dates/")
    page.get_by_label("Regression losses").fill("")
    page.get_by_role("button", name="Save due dates").click()


def test_the_language_switch_keeps_query_and_anchor_and_print_shows_the_text_alone(new_visitor: NewVisitor) -> None:
    page = new_visitor().page
    page.goto(f"{LESSON}?from=here#practice")
    page.get_by_role("button", name="한국어").click()
    page.wait_for_url(f"**{LESSON}?from=here#practice")
    expect(page.locator("html")).to_have_attribute("lang", "ko")

    page.emulate_media(media="print")
    assert page.evaluate(IS_PRINTED, ".prose")
    for selector in (".topbar", ".footer", ".lesson-aside", ".pager"):
        assert not page.evaluate(IS_PRINTED, selector), selector
    after = "getComputedStyle(document.querySelector('.prose a[href^=http]'), '::after').content"
    assert page.evaluate(after) == "none"
