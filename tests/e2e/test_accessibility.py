"""Every page for everyone: axe finds nothing, nothing is wider than the screen or breaks the content policy.

In English on a desktop and in Korean on a phone, each in both themes. Axe takes most of the time, so it looks at half
of the pages in one language and at the other half in the other, and the other way round on the next day; at dialogs,
forms with errors and results it looks in both.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, ViewportSize, expect

from courses.folders.archive import pack
from tests.accounts.one_time_codes import code_now
from tests.e2e.axe import CONTRAST, EVERYTHING, SCRIPT, violations
from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import CONTENT, COURSE, MILLISECONDS_TO_GRADE, TEACH, Visitor
from tests.e2e.working_rows import COURSE as OWN_COURSE
from tests.e2e.working_rows import write_rows

pytestmark = pytest.mark.slow

PHONE: ViewportSize = {"width": 360, "height": 740}
LOOKS = {
    "English desktop": {"locale": "en", "color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "Korean phone": {"locale": "ko", "color_scheme": "dark", "viewport": PHONE},
}
OTHER_THEME = """
    () => {
      const { dataset } = document.documentElement;
      dataset.bsTheme = dataset.bsTheme === "dark" ? "light" : "dark";
    }
"""
STAYS_WIDE = """
    async () => {
      const isWide = () => document.documentElement.scrollWidth > innerWidth;
      for (let tries = 0; isWide() && tries < 30; tries += 1) await new Promise((done) => setTimeout(done, 100));
      return isWide();
    }
"""
HIDDEN_TABS = """
    () => [...document.querySelectorAll(".tabs, .part-bar")].filter((bar) => {
      const current = bar.querySelector("[aria-current]")?.getBoundingClientRect();
      const { left, right } = bar.getBoundingClientRect();
      return current && (current.left < left - 1 || current.right > right + 1);
    }).length
"""
SAVE_ELSEWHERE = """
    async () => {
      const form = document.querySelector("form[data-file]");
      const body = new FormData(form);
      body.set("content", `def double(x):\\n    return x + x  # ${Date.now()}\\n`);
      await fetch(form.action, { method: "POST", body });
    }
"""

AUTHORED = f"/author/{OWN_COURSE}/basics/exercises/double/"
CODE, TRAINING, NOTEBOOK = "activations/activation-functions", "keras/overfitting", "keras/iris-classifier"
SOLUTION = (CONTENT / CODE / "solution.py").read_text()
ALMOST = SOLUTION.replace("np.maximum(as_floats(x), 0)", "as_floats(x)")
TRAIN = """
import time, keras, numpy as np
x = np.arange(8.0).reshape(-1, 1) / 8
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
model.compile("sgd", "mse", metrics=["mae"])
slow = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: time.sleep({pause}))
model.fit(x, x, epochs=4, validation_split=0.25, verbose=0, callbacks=[slow])
"""
CELLS = ["import matplotlib.pyplot as plt\nplt.plot([1, 2])", "import pandas as pd\npd.DataFrame({'a': [1]})", "1 / 0"]
LESSONS = (
    "perceptrons/lessons/lesson/",
    "activations/lessons/lesson/",
    "activations/lessons/output-layers/",
    "losses/lessons/lesson/",
    "optimizers/lessons/adaptive/",
    "batching/lessons/batches/",
    "keras/lessons/overfitting/",
    "forecasting/lessons/lesson/",
    "forecasting/lessons/rnn/",
    "forecasting/lessons/lstm/",
)
KINDS = set(json.loads((CONTENT.parents[1] / "figures" / "kinds.json").read_text()))


class Inspector:
    """Somebody who looks at one page after another and notes what is wrong."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: list[str] = []
        page.add_init_script(SCRIPT)
        page.on("response", self._read_policy)
        page.on("console", self._read_console)
        page.on("pageerror", lambda error: self.found.append(f"{page.url}: {error}"))

    def visit(self, *addresses: str) -> None:
        """Look at pages."""
        for address in addresses:
            self.page.goto(address)
            self.look(address, by_axe=self.has_turn(address))
            self._narrow(address)

    def has_turn(self, address: str) -> bool:
        """Whether axe looks at this page today, in this language and on this screen; if not, it does tomorrow."""
        size = self.page.viewport_size
        today = dt.datetime.now(tz=dt.UTC).toordinal()
        return (zlib.crc32(address.encode()) + today + (size == PHONE)) % 2 == 0

    def _narrow(self, name: str) -> None:
        """See whether the page fits a phone in its language, too: English words are longer."""
        size = self.page.viewport_size
        assert size is not None
        self.page.set_viewport_size(PHONE)
        if self.page.evaluate(STAYS_WIDE):
            self.found.append(f"{name}: wider than a phone")
        self.page.set_viewport_size(size)

    def look(self, name: str, part: str | None = None, *, by_axe: bool = True) -> None:
        """Look at the page, or a part of it, as it is now: by all rules in one theme, at the contrasts in the other."""
        if by_axe:
            self._examine(f"{name}, first theme", part, EVERYTHING)
            self.page.evaluate(OTHER_THEME)
            self._examine(f"{name}, other theme", part, CONTRAST)
            self.page.evaluate(OTHER_THEME)
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            self.found.append(f"{name}: wider than the screen")
        if self.page.evaluate(HIDDEN_TABS):
            self.found.append(f"{name}: the tab of this page is out of sight")

    def _examine(self, name: str, part: str | None, options: dict[str, Any]) -> None:
        self.found += [f"{name}: {rule}" for rule in violations(self.page, options, part)]

    def _read_policy(self, response: Response) -> None:
        policy = response.headers.get("content-security-policy", "")
        is_page = response.request.resource_type == "document" and response.status not in (301, 302)
        if is_page and ("default-src 'self'" not in policy or "unsafe" in policy):
            self.found.append(f"{response.url}: the policy {policy!r}")

    def _read_console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.found.append(f"{self.page.url}: {message.text}")


class Classroom:
    """A student with work of every kind, and where it is."""

    def __init__(self, visitor: Visitor, folder: Path) -> None:
        self.visitor = visitor
        self.page = visitor.page
        visitor.sign_up_and_join()
        self._open_a_hint()
        self.failed = self.hand_in(CODE, "1 / 0\n", "run")
        self.graded = [self.hand_in(CODE, code, "submit") for code in (ALMOST, SOLUTION)]
        self.curve = self.hand_in(TRAINING, TRAIN.format(pause=0), "submit")
        self.notebook = self._hand_in_a_notebook(folder / "work.ipynb")
        self._wait_for((self.failed, *self.graded, self.curve, self.notebook))
        self.state = self.page.context.storage_state()

    def hand_in(self, exercise: str, code: str, verb: str) -> str:
        """Run or submit code as the page's form does, and return the address of its result."""
        self.visitor.open_exercise(exercise)
        token = self.page.locator("#work [name=csrfmiddlewaretoken]").input_value()
        form: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token, "format": "code", "content": code}
        return self.page.request.post(f"{self.page.url}{verb}/", form=form, headers={"Referer": self.page.url}).url

    def _open_a_hint(self) -> None:
        self.visitor.open_exercise(CODE)
        self.page.get_by_role("button", name="Open hint 1").click()
        expect(self.page.locator("#hints summary")).to_be_visible()

    def _hand_in_a_notebook(self, path: Path) -> str:
        cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in CELLS]
        text = {"cell_type": "markdown", "source": "# Mine\n\n$x^2$ and [a link](https://example.org/)", "metadata": {}}
        path.write_text(json.dumps({"cells": [text, *cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}))
        self.visitor.open_exercise(NOTEBOOK)
        self.page.locator("#notebook-file").set_input_files(path)
        expect(self.page.locator("#cells .cell")).to_have_count(len(cells) + 1)
        with self.page.expect_response("**/submit/") as taken:
            self.visitor.press("Submit")
        return str(taken.value.json()["page"])

    def _wait_for(self, results: Iterable[str]) -> None:
        for address in results:
            self.page.goto(address)
            expect(self.page.locator('.result[data-final="true"]')).to_be_visible(timeout=MILLISECONDS_TO_GRADE)


@pytest.fixture(scope="module")
def classroom(browser: Browser, site: str, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    context = browser.new_context(base_url=site, locale="en")
    return Classroom(Visitor(context.new_page()), tmp_path_factory.mktemp("work"))


@pytest.fixture(params=LOOKS)
def look(request: pytest.FixtureRequest) -> dict[str, Any]:
    """One language, theme and screen; without motion, which would show axe colors on their way."""
    return {**LOOKS[request.param], "reduced_motion": "reduce"}


def bring_figures_alive(page: Page) -> set[str]:
    """Scroll to each figure of the page until it lives, and return their kinds."""
    figures = page.locator("bp-figure")
    for index in range(figures.count()):
        figures.nth(index).scroll_into_view_if_needed()
        expect(figures.nth(index).locator(".figure-live")).to_be_visible()
    return set(figures.evaluate_all("all => all.map(figure => figure.getAttribute('kind'))"))


def test_lessons_with_living_figures(new_visitor: NewVisitor, look: dict[str, Any]) -> None:
    inspector = Inspector(new_visitor(**look).page)
    kinds: set[str] = set()
    for address in LESSONS:
        inspector.page.goto(COURSE + address)
        kinds |= bring_figures_alive(inspector.page)
        inspector.look(address, ".explorable", by_axe=inspector.has_turn(address))

    assert inspector.found == []
    assert kinds == KINDS


def test_what_everybody_sees(new_visitor: NewVisitor, look: dict[str, Any]) -> None:
    inspector = Inspector(new_visitor(**look).page)

    inspector.visit("/", COURSE, f"{COURSE}?q=zzz", f"{COURSE}?q=loss", f"{COURSE}keras/lessons/iris/", "/playground/")
    accounts = ("login", "signup", "password/reset", "password/reset/done", "password/reset/key/1-no-such-key")
    inspector.visit(*(f"/accounts/{name}/" for name in accounts))
    inspector.page.goto("/accounts/login/")
    inspector.page.locator("main form input[name=login]").fill("nobody@example.org")
    inspector.page.locator("main form input[name=password]").fill("wrong")
    inspector.page.keyboard.press("Enter")
    expect(inspector.page.locator(".alert-danger")).to_be_visible()
    inspector.look("a wrong password")

    assert inspector.found == []


def test_what_students_see(new_visitor: NewVisitor, classroom: Classroom, look: dict[str, Any]) -> None:
    inspector = Inspector(new_visitor(**look, storage_state=classroom.state).page)
    page = inspector.page
    speak(page, look)

    inspector.visit("/", COURSE, f"{COURSE}progress/", f"{TEACH}gradebook/", f"{COURSE}losses/lessons/logits/")
    inspector.visit(*(f"/accounts/{name}/" for name in ("password/change", "email", "logout", "2fa", "reauthenticate")))
    inspector.visit("/account/security/")
    inspector.visit("/join/", "/join/WRONG/", "/invitations/nonsense/")
    page.locator(".topbar summary").click()
    inspector.look("the account menu")
    inspector.visit("/me/data/", "/me/delete/")
    page.locator("#id_password").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.locator(".field-error")).to_be_visible()
    inspector.look("a wrong password before deleting the account")
    inspector.visit(*(f"{COURSE}{exercise.replace('/', '/exercises/')}/solution/" for exercise in (CODE, NOTEBOOK)))
    inspector.visit(classroom.failed, classroom.graded[0], classroom.notebook, f"{classroom.notebook}notebook/")

    assert inspector.found == []


def test_what_two_step_sign_in_shows(new_visitor: NewVisitor, look: dict[str, Any]) -> None:
    inspector = Inspector(new_visitor(**look).page)
    page, email, password = inspector.page, f"{secrets.token_hex(6)}@example.org", secrets.token_hex(12)
    page.goto("/accounts/signup/")
    for name, value in (("name", "Tea Teacher"), ("email", email), ("password1", password)):
        page.locator(f"input[name={name}]").fill(value)
    page.keyboard.press("Enter")
    expect(page.locator(".menu")).to_be_visible()

    page.goto("/accounts/2fa/totp/activate/")
    if page.locator("main input[name=password]").count():
        inspector.look("the password again")
        page.locator("main input[name=password]").fill(password)
        page.keyboard.press("Enter")
    page.locator("details:has(#secret-key) summary").click()
    inspector.look("the QR code and its key")
    page.locator("input[name=code]").fill(code_now(page.locator("#secret-key").inner_text()))
    page.keyboard.press("Enter")
    expect(page.locator(".recovery-codes")).to_be_visible()
    inspector.look("recovery codes")
    inspector.visit(*(f"/accounts/2fa/{name}" for name in ("", "totp/deactivate/", "recovery-codes/generate/")))
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("main input[name=login]").fill(email)
    page.locator("main input[name=password]").fill(password)
    page.keyboard.press("Enter")
    expect(page.locator("input[name=code]")).to_be_visible()
    inspector.look("the code")
    page.locator("input[name=code]").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.locator(".is-invalid").first).to_be_visible()
    inspector.look("a wrong code")

    assert inspector.found == []


def test_the_exercise_page_with_its_dialogs_and_results(
    new_visitor: NewVisitor, classroom: Classroom, look: dict[str, Any]
) -> None:
    visitor = new_visitor(**look, storage_state=classroom.state)
    inspector = Inspector(visitor.page)
    page = visitor.page
    is_phone = look["viewport"]["width"] < 1000
    speak(page, look)

    for exercise in (CODE, NOTEBOOK):
        visitor.open_exercise(exercise)
        for tab in ("task", "code", "result") if is_phone else ():
            page.locator(f"#tab-{tab}").click()
            inspector.look(f"{exercise}, {tab}")
        if is_phone:
            page.locator("#tab-code").click()
        page.locator("#find").click()
        expect(page.locator(".cm-search")).to_be_visible()
        page.locator(".editor-tools summary").first.click()
        inspector.look(f"{exercise}, search and settings")
    page.locator(".editor-tools summary").last.click()
    inspector.look("the menu of files")
    page.locator("#show-keys").click()
    inspector.look("the shortcuts")

    work = page.locator("#work")
    visitor.open_exercise(TRAINING)
    if is_phone:
        page.locator("#tab-code").click()
    visitor.write(TRAIN.format(pause=0.2).replace("\n", "\r"))
    work.locator("[data-judge=run]").click()
    expect(page.locator('#result [data-part="epochs"] canvas')).to_be_visible(timeout=MILLISECONDS_TO_GRADE)
    inspector.look("a training that runs")
    visitor.result("graded")
    inspector.look("a training that ended")
    if is_phone:
        page.locator("#tab-code").click()
    work.locator("[data-judge=submit]").click()
    expect(page.locator("#ask")).to_be_visible()
    inspector.look("the warning before submitting")
    page.keyboard.press("Escape")

    visitor.open_exercise(CODE)
    if is_phone:
        page.locator("#tab-result").click()
    page.locator(".compare-form button").click()
    expect(page.locator(".diff")).to_be_visible()
    inspector.look("two attempts compared")
    assert inspector.found == []


def test_what_instructors_see(new_visitor: NewVisitor, classroom: Classroom, look: dict[str, Any]) -> None:
    visitor = new_visitor(**look)
    inspector = Inspector(visitor.page)
    visitor.page.goto("/accounts/login/")
    visitor.page.locator("main input[name=login]").fill("instructor@example.org")
    visitor.page.locator("main input[name=password]").fill("backpass")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".menu")).to_be_visible()

    pages = ("gradebook/", "extensions/", "extensions/new/", "policy/", "gpus/", "dates/", "regrades/", "settings/")
    inspector.visit("/status/", *(TEACH + name for name in (*pages, "audit/", "people/")))
    inspector.visit(*(f"{TEACH}people/{name}/" for name in ("roster", "invitations", "sections")))
    visitor.page.goto(f"{TEACH}people/roster/")
    visitor.page.locator("textarea").fill("email,section\nann@example.org,A\nnobody,A\n")
    visitor.page.locator("form[enctype] button").click()
    expect(visitor.page.locator(".notice-bad")).to_be_visible()
    inspector.look("a roster with a bad row")
    visitor.page.goto(f"{TEACH}people/?role=student")
    visitor.page.locator(".rows-end a").first.click()
    expect(visitor.page.locator("#id_role")).to_be_visible()
    inspector.look("a person")
    inspector.visit(f"{COURSE}{CODE.replace('/', '/exercises/')}/submissions/", classroom.curve)
    inspector.visit(TEACH, *(f"{TEACH}{exercise.replace('/', '/exercises/')}/" for exercise in (CODE, TRAINING)))
    page = visitor.page
    page.goto(f"{TEACH}gradebook/")
    inspector.visit(
        *(page.locator(f".gb tbody {part} a").first.get_attribute("href") or "" for part in (".gb-who", ".gb-cell"))
    )
    page.goto(f"{TEACH}gradebook/")
    page.locator(".gb-cell a").first.click()
    expect(page.locator("#cell-title")).to_be_focused()
    inspector.look("a cell of the gradebook")

    assert inspector.found == []


def test_what_authors_see(new_visitor: NewVisitor, look: dict[str, Any]) -> None:
    visitor = new_visitor(**{**look, "locale": "en"})
    inspector, page = Inspector(visitor.page), visitor.page
    visitor.sign_in("instructor@example.org")
    speak(page, look)
    course = f"/author/seen-{look['locale']}/"
    for address, name in (
        ("/author/new/", f"seen-{look['locale']}"),
        (f"{course}add-unit/", "basics"),
        (f"{course}basics/add-lesson/", "lesson"),
        (f"{course}basics/add-lesson/", "second"),
        (f"{course}basics/add-exercise/", "first"),
    ):
        page.goto(address)
        page.locator("#id_title_en").fill(name)
        page.locator("#id_slug").fill(name)
        page.locator("main form .btn-primary").click()
        expect(page.locator("[role=status] .notice-good")).to_be_visible()
    parts = ("", "details/", "add-unit/", "publish/", "import/", "copy/", "basics/add-lesson/", "basics/add-exercise/")
    exercise = f"{course}basics/exercises/first/"
    inspector.visit("/author/", "/author/new/", *(course + part for part in parts))
    inspector.visit(f"{exercise}remove/", f"{exercise}title/")
    page.goto(f"{exercise}import/")
    page.locator("input[type=file]").set_input_files(
        {"name": "x.zip", "mimeType": "application/zip", "buffer": pack({"exercise.yaml": b"title: x"})}
    )
    page.locator("main form .btn-primary").click()
    inspector.look("what an import would replace")
    page.goto(f"{course}add-unit/")
    page.locator("main form .btn-primary").click()
    inspector.look("a form with errors")

    assert inspector.found == []


def test_what_authors_of_an_exercise_see(new_visitor: NewVisitor, site_folder: Path, look: dict[str, Any]) -> None:
    write_rows(site_folder)
    visitor = new_visitor(**look)
    inspector = Inspector(visitor.page)
    page = visitor.page
    page.goto("/accounts/login/")
    page.locator("main input[name=login]").fill("instructor@example.org")
    page.locator("main input[name=password]").fill("backpass")
    page.keyboard.press("Enter")
    expect(page.locator(".menu")).to_be_visible()
    speak(page, look)

    page.goto(f"{AUTHORED}validation/")
    inspector.look("an exercise before its validation")
    page.locator("form:has([name=seeds]) button").click()
    expect(page.locator(".findings")).to_be_visible(timeout=MILLISECONDS_TO_GRADE)
    inspector.look("a validation that found something")
    inspector.visit(*(f"{AUTHORED}{name}/" for name in ("versions", "publish", "preview")))
    inspector.visit(f"{AUTHORED}versions/?a=working&b=working")

    assert inspector.found == []


def test_what_writers_see(new_visitor: NewVisitor, working_course: str, look: dict[str, Any]) -> None:
    visitor = new_visitor(**look)
    inspector, page = Inspector(visitor.page), visitor.page
    page.goto("/accounts/login/")
    page.locator("main input[name=login]").fill("instructor@example.org")
    page.locator("main input[name=password]").fill("backpass")
    page.keyboard.press("Enter")
    expect(page.locator(".menu")).to_be_visible()

    exercise = f"/author/{working_course}/basics/exercises/double/"
    inspector.visit(f"{exercise}?part=details", f"{exercise}?part=yaml")
    for part in ("statement", "starter", "tests", "attempts", "files"):
        page.goto(f"{exercise}?part={part}")
        for opener in page.locator("main details:not(.menu) > summary").all():
            opener.click()
        inspector.look(f"the {part} of an exercise")
    page.goto(f"/author/{working_course}/basics/lessons/lesson/")
    page.locator("#pair > .pair-tabs button").last.click()
    expect(page.locator('[data-preview="en"] h1')).to_be_visible()
    inspector.look("a lesson in both languages")
    page.locator('[data-half="en"] [data-markdown="figure"]').click()
    expect(page.locator("#figure-preview bp-figure")).to_be_visible()
    inspector.look("the dialog of figures", "#figure-dialog")
    page.keyboard.press("Escape")
    page.locator('[data-half="en"] [data-markdown="image"]').click()
    inspector.look("the dialog of images", "#image-dialog")
    page.keyboard.press("Escape")

    page.goto(f"{exercise}?part=solution")
    with page.expect_response("**/solution.py"):
        page.evaluate(SAVE_ELSEWHERE)
    page.locator(".cm-content").click()
    page.keyboard.insert_text("# mine")
    page.keyboard.press("ControlOrMeta+s")
    expect(page.locator(".file-conflict .diff")).to_be_visible()
    inspector.look("two authors' texts")
    page.locator(".file-conflict button").first.click()
    assert inspector.found == []


def speak(page: Page, look: dict[str, Any]) -> None:
    page.goto("/")
    Visitor(page).speak(look["locale"])


def test_forced_colors_keep_what_is_chosen_and_less_motion_keeps_figures_still(new_visitor: NewVisitor) -> None:
    page = new_visitor(forced_colors="active", reduced_motion="reduce").page
    page.goto(f"{COURSE}optimizers/lessons/adaptive/")
    bring_figures_alive(page)
    words = page.locator(".figure-words").inner_text()
    chosen, other = (
        page.locator(f".figure-segments input{state} + span").first.evaluate(
            "span => getComputedStyle(span).backgroundColor"
        )
        for state in (":checked", ":not(:checked)")
    )
    page.wait_for_timeout(700)

    assert chosen != other
    assert page.locator(".figure-words").inner_text() == words
    assert page.evaluate("document.getAnimations().length") == 0
