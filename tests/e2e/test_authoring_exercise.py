"""Writing an exercise and a lesson in the browser, alone and with somebody else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.slow

EXERCISE = "/author/demo/basics/exercises/double/"
LESSON = "/author/demo/basics/lessons/lesson/"
SAVED = re.compile(r"Saved \d")


@pytest.fixture
def ina(new_visitor: NewVisitor, working_course: str) -> Page:
    """An author of the course."""
    return signed_in(new_visitor(), "instructor@example.org")


@pytest.fixture
def ada(new_visitor: NewVisitor, working_course: str) -> Page:
    """Another one."""
    return signed_in(new_visitor(), "admin@example.org")


def signed_in(visitor: Visitor, email: str) -> Page:
    visitor.sign_in(email)
    return visitor.page


def editor(page: Page, name: str) -> Locator:
    return page.locator(f'form[data-file="{name}"]')


def write(page: Page, name: str, text: str, *, and_save: bool = False) -> None:
    """Replace what stands in an editor; it saves itself, or at once by its key."""
    editor(page, name).locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)
    if and_save:
        page.keyboard.press("ControlOrMeta+s")


def test_the_statement_saves_itself_and_is_seen_as_students_will(ina: Page) -> None:
    ina.goto(f"{EXERCISE}?part=statement")
    write(ina, "prompt.en.md", "Write **double** of $x^2$.")

    preview = ina.locator('[data-preview="en"]')
    expect(preview.locator("strong")).to_have_text("double")
    expect(preview.locator(".katex").first).to_be_visible()
    expect(editor(ina, "prompt.en.md").locator('[data-part="state"]')).to_have_text(SAVED)
    ina.get_by_role("button", name="Side by side").click()
    expect(editor(ina, "prompt.ko.md")).to_be_visible()
    ina.reload()
    expect(ina.locator('[data-preview="en"] strong')).to_have_text("double")


def test_problems_are_told_while_one_writes_and_lead_to_their_line(ina: Page) -> None:
    ina.goto(f"{EXERCISE}?part=starter")
    write(ina, "starter.py", "x = 1\ny = (\n", and_save=True)

    problem = ina.locator("#problems a")
    expect(problem).to_contain_text("starter.py:2")
    problem.click()
    expect(ina.locator(".cm-marked-line")).to_have_text("y = (")
    write(ina, "starter.py", "def double(x):\n    ...\n", and_save=True)
    expect(ina.locator("#problems")).to_contain_text("Nothing is wrong with the files.")


def test_a_test_is_written_with_the_testkits_words(ina: Page) -> None:
    ina.goto(f"{EXERCISE}?part=tests")
    form = editor(ina, "tests/test_double.py")
    with ina.expect_response("**/author/testkit.json"):
        ina.reload()
    form.locator(".cm-content").click()
    ina.keyboard.press("ControlOrMeta+End")
    ina.keyboard.type("\n\ndef test_more(submission):\n")
    ina.keyboard.type("x = submission.")
    options = ina.locator(".cm-tooltip-autocomplete li")
    expect(options.filter(has_text="function")).to_be_visible()
    ina.keyboard.type("arr")
    expect(options.first).to_contain_text("array(name_or_value")
    expect(ina.locator(".cm-completionInfo")).to_contain_text("as an array of numbers")
    options.first.click()
    expect(form.locator(".cm-content")).to_contain_text("x = submission.array")
    ina.keyboard.type('("x")')
    ina.keyboard.press("Escape")

    ina.get_by_role("button", name="Output shape").click()
    expect(form.locator(".cm-content")).to_contain_text("def test_output_shape(submission):")
    expect(form.locator('[data-part="state"]')).to_have_text(SAVED)
    expect(ina.locator("#problems")).to_contain_text("Nothing is wrong with the files.")


def test_the_second_author_is_told_and_nothing_is_lost(ina: Page, ada: Page) -> None:
    for page in (ina, ada):
        page.goto(f"{EXERCISE}?part=solution")
        expect(page.locator(".cm-content")).to_be_visible()
    form = editor(ada, "solution.py")
    write(ina, "solution.py", "def double(x):\n    return x + x\n", and_save=True)
    expect(editor(ina, "solution.py").locator('[data-part="state"]')).to_have_text(SAVED)

    write(ada, "solution.py", "def double(x):\n    return 2 * x  # Ada\n", and_save=True)
    conflict = form.locator(".file-conflict")
    expect(conflict).to_contain_text("Ina Instructor has saved this file at")
    expect(conflict.locator("del")).to_contain_text("return x + x")
    expect(conflict.locator("ins")).to_contain_text("# Ada")
    conflict.get_by_role("button", name="Take theirs").click()
    expect(form.locator(".cm-content")).to_contain_text("return x + x")
    ada.get_by_role("button", name="Undo").click()
    expect(form.locator(".cm-content")).to_contain_text("# Ada")
    expect(form.locator('[data-part="state"]')).to_have_text(SAVED)

    write(ina, "solution.py", "def double(x):\n    return x * 2\n", and_save=True)
    conflict = editor(ina, "solution.py").locator(".file-conflict")
    conflict.get_by_role("button", name="Keep mine").click()
    expect(editor(ina, "solution.py").locator('[data-part="state"]')).to_have_text(SAVED)
    ada.reload()
    expect(form.locator(".cm-content")).to_contain_text("return x * 2")


def test_what_could_not_be_saved_is_there_again(ina: Page) -> None:
    ina.goto(f"{EXERCISE}?part=yaml")
    ina.route("**/author/demo/files/**", lambda route: route.abort())
    form = editor(ina, "exercise.yaml")
    form.locator(".cm-content").click()
    ina.keyboard.press("ControlOrMeta+End")
    ina.keyboard.insert_text("# kept here\n")
    expect(form.locator('[data-part="state"]')).to_contain_text("Saved in this browser only")
    ina.on("dialog", lambda dialog: dialog.accept())

    ina.unroute("**/author/demo/files/**")
    ina.reload()

    expect(form.locator(".cm-content")).to_contain_text("# kept here")
    expect(form.locator('[data-part="state"]')).to_have_text(SAVED)


def test_a_lesson_gets_a_figure_and_an_image(ina: Page) -> None:
    ina.goto(LESSON)
    form = editor(ina, "lesson.en.md")
    form.locator(".cm-content").click()
    ina.keyboard.press("ControlOrMeta+End")
    form.get_by_role("button", name="Explorable figure…").click()
    dialog = ina.locator("#figure-dialog")
    dialog.locator("[name=fn]").select_option("tanh")
    expect(dialog.locator("bp-figure[state='fn: tanh']")).to_be_visible()
    dialog.get_by_role("button", name="Insert").click()
    expect(form.locator(".cm-content")).to_contain_text('<bp-figure kind="activations" state="fn: tanh">')
    expect(ina.locator('[data-preview="en"] bp-figure')).to_be_visible()

    form.get_by_role("button", name="Image…").click()
    picture = {
        "name": "My plot.svg",
        "mimeType": "image/svg+xml",
        "buffer": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    }
    ina.locator("#image-file").set_input_files(picture)  # type: ignore[arg-type]
    ina.locator("#image-alt").fill("A plot")
    ina.locator("#image-dialog").get_by_role("button", name="Insert").click()
    expect(form.locator(".cm-content")).to_contain_text("![A plot](figures/my-plot.svg)")
    expect(ina.locator('[data-preview="en"] img[alt="A plot"]')).to_have_count(1)
    expect(form.locator('[data-part="state"]')).to_have_text(SAVED)
    expect(ina.locator("#problems")).to_contain_text("Nothing is wrong with the files.")


def test_all_of_it_works_without_scripts(new_visitor: NewVisitor, working_course: str) -> None:
    page = signed_in(new_visitor(java_script_enabled=False), "instructor@example.org")
    page.goto(f"{EXERCISE}?part=attempts")
    page.locator("#attempt-name").fill("halved.py")
    page.locator("#attempt-source").fill("def double(x):\n    return x / 2\n")
    form = page.locator("form", has=page.locator("#attempt-source"))
    form.locator('input[name="fails"][value="test_one"]').check()
    form.get_by_role("button", name="Add the attempt").click()

    opened = editor(page, "wrong/halved.py").locator("textarea")
    expect(opened).to_have_value("# fails: test_one\ndef double(x):\n    return x / 2\n")
    opened.fill("# fails: test_one, test_any\ndef double(x):\n    return x / 3\n")
    editor(page, "wrong/halved.py").get_by_role("button", name="Save").click()
    expect(page.get_by_text("halved.py is saved.")).to_be_visible()
    expect(editor(page, "wrong/halved.py").locator("textarea")).to_have_value(re.compile("x / 3"))
