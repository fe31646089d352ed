"""The product under its supervisor, as ``make run`` starts it, and a browser to use it with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from benchmarks.product import REPOSITORY, SWITCHES, chromium, environment_of, running_site
from tests.e2e.visitor import Visitor

NewVisitor = Callable[..., Visitor]
MILLISECONDS_TO_SHOW = 20_000
"""How long a page may take to show what is expected: a busy computer is slow, and a good one never waits so long."""
expect.set_options(timeout=MILLISECONDS_TO_SHOW)
MAKE_WORKING_COURSE = """
from accounts.models import User
from tests.courses.authors import site_course
ina = User.objects.get(email="instructor@example.org")
site_course(ina)
"""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The browser that this computer has."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this computer")
    return {"executable_path": path, "args": list(SWITCHES)}


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the site."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site(browser_type_launch_args: dict[str, Any], site_folder: Path) -> Iterator[str]:
    """The address of a fresh site, started with its own data folder and port."""
    with running_site(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def working_course(site: str, site_folder: Path) -> str:
    """The slug of a course that the instructor writes in the browser, and the administrator, who owns every course."""
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", MAKE_WORKING_COURSE],
        cwd=REPOSITORY,
        env=environment_of(site_folder),
        check=True,
        capture_output=True,
    )
    return "demo"


@pytest.fixture
def new_visitor(browser: Browser, site: str) -> Iterator[NewVisitor]:
    """A function that opens the site in a browser of its own; keyword arguments are those of a browser context."""
    contexts: list[BrowserContext] = []

    def open_site(**options: Any) -> Visitor:
        context = browser.new_context(base_url=site, **{"locale": "en", **options})
        contexts.append(context)
        return Visitor(context.new_page())

    yield open_site
    for context in contexts:
        context.close()


@pytest.fixture
def student(new_visitor: NewVisitor) -> Visitor:
    """A new student who has just signed up and joined the course."""
    visitor = new_visitor()
    visitor.sign_up_and_join()
    return visitor


@pytest.fixture
def page(student: Visitor) -> Page:
    """The new student's page."""
    return student.page
