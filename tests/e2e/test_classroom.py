"""The whole product through a browser: a student's way to a score, and the instructor's view of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import CONTENT, COURSE, MILLISECONDS_TO_GRADE, TEACH, Visitor

pytestmark = pytest.mark.slow

CODE_EXERCISE = "activations/activation-functions"
NOTEBOOK_EXERCISE = "keras/iris-classifier"
SOLUTION = (CONTENT / CODE_EXERCISE / "solution.py").read_text()
TORN_FORMULAS = """
    () => [...document.querySelectorAll(".prose .math-inline")].filter(formula => {
      if (formula.dataset.tex.length > 24) return false;
      const next = formula.nextSibling;
      if (!(next instanceof Text) || !/^\\S/.test(next.data)) return false;
      const letter = new Range();
      letter.setStart(next, 0);
      letter.setEnd(next, 1);
      const end = [...formula.getClientRects()].at(-1);
      return letter.getBoundingClientRect().top > end.bottom;
    }).map(formula => formula.dataset.tex)
"""
AS_HIGH_AS = """
    before => Math.abs(document.querySelectorAll(".prose h2")[5].getBoundingClientRect().top - before) < 100
"""
NOTEBOOK = CONTENT / NOTEBOOK_EXERCISE / "solution.ipynb"


def test_from_signing_in_to_the_score_table(new_visitor: NewVisitor) -> None:
    student = new_visitor()
    page = student.page

    student.sign_in("student@example.org")
    page.goto(COURSE)
    page.get_by_role("link", name="Activation functions Exercise 10 points", exact=True).click()

    student.write(SOLUTION.replace("np.maximum(as_floats(x), 0)", "as_floats(x)"))
    student.press("Run")
    student.result("graded")
    expect(page.locator("#result .test-failed")).to_have_count(1)
    expect(page.locator("#result .test-failed .test-message")).to_contain_text("expected 0")
    expect(page.locator("#result .tag", has_text="hidden")).to_have_count(0)

    student.write(SOLUTION)
    student.press("Submit")
    expect(page.locator("#result .result-score", has_text="10 / 10 points")).to_be_visible(
        timeout=MILLISECONDS_TO_GRADE
    )
    expect(page.locator("#result .tag", has_text="hidden").first).to_be_visible()
    expect(page.locator(".attempts li")).to_have_count(1)

    student.open_exercise(NOTEBOOK_EXERCISE)
    page.locator("#notebook-file").set_input_files(NOTEBOOK)
    expect(page.locator("#cells .cell").first).to_be_visible()
    student.press("Submit")
    expect(page.locator('#result [data-part="epochs"] canvas')).to_be_visible(timeout=MILLISECONDS_TO_GRADE)
    student.result("graded")
    assert student.score() == "20 / 20 points", page.locator("#result").inner_text()

    expect(page.locator('#result [data-part="epochs"]')).to_contain_text("val_loss")

    page.get_by_role("link", name="The notebook as it ran").click()
    drawn = page.locator(".output-image").first
    assert drawn.evaluate("image => image.naturalWidth") > 100

    page.goto(COURSE)
    expect(page.locator(".course-progress")).to_contain_text("30 of")

    instructor = new_visitor()
    instructor.sign_in("instructor@example.org")
    instructor.page.goto(f"{TEACH}gradebook/")
    row = instructor.page.locator("tr", has_text="student@example.org")
    expect(row.locator(".gb-cell").get_by_text("10", exact=True)).to_be_visible()
    expect(row.locator(".gb-cell").get_by_text("20", exact=True)).to_be_visible()
    instructor.page.get_by_role("link", name="Activation functions", exact=True).click()
    instructor.page.locator("tr", has_text="student@example.org").get_by_role("link", name="Open").click()
    expect(instructor.page.locator(".result-score")).to_have_text("10 / 10 points")
    expect(instructor.page.locator(".highlight pre")).to_contain_text("def sigmoid(x):")


def test_back_shows_what_has_been_handed_in_meanwhile(student: Visitor) -> None:
    page = student.page
    page.goto(COURSE)
    student.open_exercise(CODE_EXERCISE)
    student.write(SOLUTION)
    student.press("Submit")
    student.result("graded")
    page.locator(".attempts a").click()

    page.go_back()

    expect(page.locator(".attempts li")).to_have_count(1)
    page.go_back()
    expect(page.locator(".course-progress")).to_contain_text("10 of")


def test_the_language_switch_keeps_the_place(new_visitor: NewVisitor) -> None:
    page = new_visitor().page
    page.goto(f"{COURSE}activations/lessons/lesson/")
    heading = page.locator(".prose h2").nth(5)
    heading.evaluate("heading => scrollTo({ top: heading.offsetTop - 200, behavior: 'instant' })")
    before = heading.evaluate("heading => heading.getBoundingClientRect().top")

    page.locator("[data-language-switch] button").evaluate("button => button.click()")
    expect(page.locator("html")).to_have_attribute("lang", "ko")

    assert page.url.endswith(f"{COURSE}activations/lessons/lesson/")
    expect(page.get_by_text("이 수업의 차례")).to_be_visible()
    expect(page.locator(".prose .katex").first).to_be_visible()
    page.wait_for_function(AS_HIGH_AS, arg=before)


def test_the_theme_stays_as_chosen(new_visitor: NewVisitor) -> None:
    page = new_visitor(color_scheme="light").page
    page.goto("/")

    page.get_by_role("button", name="Switch between light and dark").click()

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_lines_break_neither_beside_a_formula_nor_within_a_word_of_a_table(new_visitor: NewVisitor) -> None:
    page = new_visitor(viewport={"width": 390, "height": 800}, locale="ko").page
    page.goto(f"{COURSE}activations/lessons/lesson/")
    page.wait_for_load_state("networkidle")

    torn = page.evaluate(TORN_FORMULAS)
    lines = page.get_by_role("columnheader", name="sigmoid", exact=True).evaluate(
        "cell => { const range = new Range(); range.selectNodeContents(cell); return range.getClientRects().length }"
    )

    assert torn == []
    assert lines == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_the_screen_or_breaks_the_content_policy(new_visitor: NewVisitor, width: int) -> None:
    visitor = new_visitor(viewport={"width": width, "height": 800}, locale="ko")
    page = visitor.page
    page.add_init_script("addEventListener('securitypolicyviolation', () => document.title = 'violation')")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    addresses = [
        "/",
        COURSE,
        f"{COURSE}activations/lessons/lesson/",
        f"{COURSE}keras/lessons/iris/",
        "/accounts/login/",
    ]
    wide = []
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth") or page.title() == "violation":
            wide.append(address)

    assert wide == []
    assert errors == []
