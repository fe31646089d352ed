"""Hostile notebooks in a browser: what a student hands in can neither act on a page, call out, nor cover it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Visit
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, Route
from pytest_django.live_server_helper import LiveServer

from courses.models import Exercise
from grader.errors import RejectedWork
from grader.models import Format, Grading, State
from grader.workbench.notebook_page import MAX_CELLS, MAX_IMAGES_TOTAL
from tests.attacks.conftest import Stage
from tests.attacks.targets import store_target
from tests.e2e.conftest import browser_type_launch_args  # noqa: F401  # A fixture here, too.

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

NOTEBOOKS = sorted((Path(__file__).parent / "submissions" / "notebook").glob("*.ipynb"))
WATCH = "addEventListener('securitypolicyviolation', event => (window.broken ??= []).push(event.effectiveDirective))"
MILLISECONDS_TO_ACT = 150
"""After a page has loaded: for what waits for an error, an animation or a refresh."""
BLOCKED = {"img-src", "style-src-attr"}
"""What the policy has to stop: pictures from elsewhere, and the color that KaTeX gives a formula with an error."""
COVERED = """
    () => [...document.querySelectorAll(
      'header a, nav a, h1, .exercise-head *, .result-score, .result *'
    )].filter(part => {
      if (part.closest('.cells') || !part.checkVisibility()) return false;
      part.scrollIntoView({block: 'center'});
      const box = part.getBoundingClientRect();
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return top !== null && top.closest('.cells') !== null;
    }).map(part => part.outerHTML.slice(0, 80))
"""


def notebook(*cells: dict[str, Any]) -> str:
    """A notebook with these cells."""
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})


def code(source: str) -> dict[str, Any]:
    """A cell of code."""
    return {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": source}


@pytest.fixture
def book(stage: Stage) -> Exercise:
    """A notebook exercise."""
    return store_target(stage.unit, "book", (("seconds", 10.0),))


@pytest.fixture
def graded(stage: Stage, book: Exercise) -> Callable[[str], Grading]:
    """A function that hands a notebook in and grades it."""
    return partial(stage.grade, book, Format.NOTEBOOK)


@dataclass
class Witness:
    """A browser page that remembers what a notebook brought about."""

    page: Page
    address: str
    dialogs: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Watch from now on."""
        self.page.add_init_script(WATCH)
        self.page.on("dialog", self._dismiss)
        self.page.context.route("**/*", self._route)

    def _dismiss(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _route(self, route: Route) -> None:
        if route.request.url.startswith(self.address):
            route.continue_()
        else:
            self.called.append(route.request.url)
            route.abort()

    def open(self, path: str) -> None:
        """Open a page of the site and let it settle."""
        self.page.goto(self.address + path)
        self.page.wait_for_timeout(MILLISECONDS_TO_ACT)

    def assert_nothing_happened(self, path: str) -> None:
        """No script ran, nothing was called or said, and the page is still ours to see and to use."""
        page = self.page
        assert page.evaluate("window.pwned") is None
        assert (self.dialogs, self.called) == ([], [])
        assert set(page.evaluate("window.broken ?? []")) <= BLOCKED
        assert page.url == self.address + path
        assert "pwned" not in page.title()
        links = page.eval_on_selector_all(".cells a[href]", "links => [...new Set(links.map(link => link.protocol))]")
        assert set(links) <= {"http:", "https:", "mailto:"}
        assert (
            page.locator(".cells :is(script, style, iframe, object, embed, form, input, base, meta, link)").count() == 0
        )
        assert page.evaluate(COVERED) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def witness(browser: Browser, live_server: LiveServer, stage: Stage) -> Iterator[Witness]:
    """The student's browser."""
    visit = Visit()
    visit.force_login(stage.attacker)
    context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en")
    context.add_cookies([{"name": "sessionid", "value": visit.cookies["sessionid"].value, "url": live_server.url}])
    found = Witness(context.new_page(), live_server.url)
    found.start()
    yield found
    context.close()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_hostile_notebook_is_only_seen(path: Path, graded: Callable[[str], Grading], witness: Witness) -> None:
    grading = graded(path.read_text())

    for address in (grading.get_absolute_url(), reverse("grader:notebook", args=[grading.pk])):
        if "notebook" not in address or grading.executed_notebook:
            witness.open(address)
            witness.assert_nothing_happened(address)


def test_a_hostile_notebook_is_only_seen_before_it_is_handed_in(
    book: Exercise, witness: Witness, tmp_path: Path
) -> None:
    cells = [cell for path in NOTEBOOKS for cell in json.loads(path.read_text())["cells"]]
    file = tmp_path / "all.ipynb"
    file.write_text(notebook(*cells))
    address = reverse("grader:exercise", args=[book.unit.course.slug, book.unit.slug, book.slug])
    witness.open(address)

    witness.page.locator("#notebook-file").set_input_files(file)

    witness.page.locator("#cells .cell").first.wait_for()
    witness.assert_nothing_happened(address)


def test_outputs_that_a_notebook_brings_along_are_not_those_of_its_run(
    graded: Callable[[str], Grading], client: Visit, stage: Stage
) -> None:
    claims = next(path for path in NOTEBOOKS if path.stem == "never_executed")

    grading = graded(claims.read_text())

    assert grading.state == State.FAILED
    assert grading.score == 0
    client.force_login(stage.attacker)
    page = client.get(reverse("grader:notebook", args=[grading.pk])).content.decode()
    assert "All tests passed" not in page
    assert "data:image/png" not in page


@pytest.mark.parametrize("name", ["ten_thousand_cells", "many_images", "huge_pictures", "huge_metadata"])
def test_a_swollen_notebook_has_a_page_within_bounds(
    name: str, graded: Callable[[str], Grading], client: Visit, stage: Stage
) -> None:
    grading = graded(next(path for path in NOTEBOOKS if path.stem == name).read_text())

    client.force_login(stage.attacker)
    page = client.get(reverse("grader:notebook", args=[grading.pk])).content.decode()

    assert grading.state == State.GRADED
    assert page.count('class="cell ') <= MAX_CELLS
    assert len(page) < MAX_IMAGES_TOTAL + 2_000_000


def test_a_notebook_of_ten_thousand_cells_is_graded_or_turned_down(
    graded: Callable[[str], Grading], client: Visit, stage: Stage
) -> None:
    cells = [code("answer = 42"), *(code(f"x = {number}") for number in range(9_999))]
    try:
        grading = graded(notebook(*cells))
    except RejectedWork:
        return

    client.force_login(stage.attacker)
    page = client.get(grading.get_absolute_url()).content.decode()

    assert grading.is_final
    assert page.count('class="cell ') <= MAX_CELLS
