"""A test of an exercise changes: the notice, the dry run, the run, and what the student reads of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from benchmarks.product import REPOSITORY, beside_site, running_site
from tests.courses.examples import TESTS, write_course
from tests.e2e.conftest import NewVisitor
from tests.e2e.test_accessibility import LOOKS, Inspector, speak
from tests.e2e.visitor import MILLISECONDS_TO_GRADE, Visitor

pytestmark = pytest.mark.slow

EXERCISE = "/courses/demo/basics/exercises/double/"
WRONG_TEST = TESTS.replace(b"[3, -1]", b"[3, -2]").replace(b"== 2 * x", b"== 2 * abs(x)")
REASON = "The test of negative numbers wanted a positive result. It was our mistake."


class Authors:
    """Those who write the course in a folder and load it into the running site."""

    def __init__(self, content: Path, data: Path) -> None:
        self.content, self.data = content, data

    def publish(self, tests: bytes) -> None:
        """Load the course with these tests."""
        write_course(self.content, **{"basics/double/tests/test_double.py": tests})
        environment = beside_site(self.data)
        command = [sys.executable, "manage.py", "load_content", "--content", str(self.content)]
        subprocess.run(command, cwd=REPOSITORY, env=environment, check=True)


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def site(browser_type_launch_args: object, data_folder: Path) -> Iterator[str]:
    """A site of its own, into which another course can be loaded."""
    with running_site(data_folder) as address:
        yield address


def look_at(new_visitor: NewVisitor, look: dict[str, Any], reader: Visitor, *addresses: str) -> list[str]:
    """Return what is wrong with pages as somebody sees them in one language, theme and size."""
    inspector = Inspector(new_visitor(**look, storage_state=reader.page.context.storage_state()).page)
    speak(inspector.page, look)
    inspector.visit(*addresses)
    return inspector.found


def test_a_corrected_test_gives_back_the_points_with_the_reason(
    new_visitor: NewVisitor, data_folder: Path, tmp_path: Path
) -> None:
    authors = Authors(tmp_path / "content", data_folder)
    authors.publish(WRONG_TEST)
    student = new_visitor()
    student.sign_in("student@example.org")
    student.page.goto("/courses/demo/")
    student.page.get_by_role("button", name="Join this course").click()
    student.page.goto(EXERCISE)
    student.write("def double(x):\n    return 2 * x\n")
    student.press("Submit")
    student.result("graded")
    assert student.score() == "7 / 10 points"

    authors.publish(TESTS)
    teacher = new_visitor()
    teacher.sign_in("admin@example.org")
    page = teacher.page
    page.goto(f"{EXERCISE}submissions/")
    expect(page.get_by_text("1 submission is judged by an earlier version")).to_be_visible()
    page.get_by_role("link", name="Regrade them?").click()
    assert look_at(new_visitor, LOOKS["English desktop"], teacher, page.url) == []
    page.get_by_label("What changed, and why").fill(REASON)
    page.get_by_role("button", name="Try on the sample").click()
    expect(page.locator("#regrade-state[data-state=tried]")).to_be_visible(timeout=MILLISECONDS_TO_GRADE)
    row = page.locator("tr[data-effect=up]")
    expect(row).to_contain_text("7 / 10")
    expect(row).to_contain_text("10 / 10")
    expect(row.locator(".test-changes li").first).to_contain_text("Doubles any")

    tried = page.url
    student.page.reload()
    assert student.score() == "7 / 10 points"
    for look in reversed(LOOKS.values()):  # The last one leaves the account in English.
        assert look_at(new_visitor, look, teacher, "/teach/demo/regrades/", tried) == []
    page.get_by_role("button", name="Run for 1 submission").click()
    expect(page.locator("#regrade-state[data-state=done]")).to_be_visible(timeout=MILLISECONDS_TO_GRADE)

    student.page.reload()
    assert student.score() == "10 / 10 points"
    expect(student.page.locator("#result .regrade-note")).to_contain_text("7 → 10 points.")
    expect(student.page.locator("#result .regrade-note")).to_contain_text(REASON)
    expect(student.page.locator(".attempts li")).to_have_count(1)
    assert look_at(new_visitor, LOOKS["English desktop"], student, student.page.url) == []
    student.page.get_by_role("link", name="The judging before").click()
    expect(student.page.get_by_text("It no longer counts.")).to_be_visible()
    expect(student.page.locator(".result-score")).to_contain_text("7 / 10")
