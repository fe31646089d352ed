"""What a first visit transfers: scripts and styles stay small, and the editor comes only where there is one."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import COURSE, Visitor

pytestmark = pytest.mark.slow

MOST_BYTES = 300_000
TRANSFERRED = """
    () => performance.getEntriesByType("resource")
      .map(({ name, transferSize, encodedBodySize, decodedBodySize }) => (
        { name: name.split("/").at(-1), transferSize, isCompressed: encodedBodySize < decodedBodySize / 2 }
      ))
      .filter(({ name }) => /\\.(js|css)$/.test(name) && !name.startsWith("theme."))
"""


def scripts_and_styles(page: Page, address: str) -> list[dict[str, Any]]:
    page.goto(address)
    loaded: list[dict[str, Any]] = page.evaluate(TRANSFERRED)
    return loaded


def names(loaded: list[dict[str, Any]]) -> set[str]:
    return {one["name"].split(".")[0] for one in loaded}


def test_a_lesson_with_figures_is_small_and_brings_no_editor(new_visitor: NewVisitor) -> None:
    loaded = scripts_and_styles(new_visitor().page, f"{COURSE}losses/lessons/lesson/")

    assert names(loaded) == {"site", "math", "figures"}
    assert all(one["isCompressed"] for one in loaded)
    assert 100_000 < sum(one["transferSize"] for one in loaded) <= MOST_BYTES


def test_the_editor_comes_with_exercises_and_figures_with_lessons(student: Visitor) -> None:
    exercise = f"{COURSE}activations/exercises/activation-functions/"

    assert "workbench" in names(scripts_and_styles(student.page, exercise))
    assert names(scripts_and_styles(student.page, COURSE)) == {"site"}
    assert names(scripts_and_styles(student.page, f"{COURSE}losses/lessons/logits/")) == {"site", "math"}
