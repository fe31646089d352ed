"""The completions of the editor of tests are those of the testkit that runs here."""

from __future__ import annotations

import inspect

import pytest
from django.test import Client

import grader.testkit as kit
from accounts.models import User
from grader.authoring.testkit_words import FIXTURES, testkit_words
from grader.testkit.submission import Submission
from tests.courses.authors import site_course


def names(group: str) -> set[str]:
    return {word["name"] for word in testkit_words()[group]}


def test_all_that_can_be_imported_and_all_that_a_submission_offers_is_there() -> None:
    assert names("helpers") == set(kit.__all__)
    assert names("submission") == {name for name in dir(Submission) if not name.startswith("_")}
    assert names("markers") == {"points", "hidden", "title"}
    assert names("fixtures") == set(FIXTURES)


@pytest.mark.parametrize("name", [name for name in kit.__all__ if inspect.isfunction(getattr(kit, name))])
def test_a_function_has_its_own_signature_and_words(name: str) -> None:
    word = next(word for word in testkit_words()["helpers"] if word["name"] == name)

    parameters = inspect.signature(getattr(kit, name)).parameters.values()
    assert all(one.name in word["signature"] for one in parameters)
    assert word["keywords"] == tuple(
        one.name for one in parameters if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
    )
    assert word["about"]


def test_everything_that_is_called_is_explained() -> None:
    groups = ("submission", "function", "markers", "fixtures")
    unexplained = [word["name"] for group in groups for word in testkit_words()[group] if not word["about"]]
    assert unexplained == []


def test_the_page_gets_them_as_json(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("a@example.org"))

    found = client.get("/author/testkit.json").json()

    assert [word["name"] for word in found["markers"]] == ["points", "hidden", "title"]


def test_authors_have_their_notebooks_cells_drawn(client: Client, db: None) -> None:
    ina = User.objects.create_user("ina@example.org")
    site_course(ina)
    client.force_login(ina)
    notebook = '{"cells": [{"cell_type": "markdown", "source": "**b**", "metadata": {}}], "nbformat": 4}'

    found = client.post("/author/demo/cells/", {"content": notebook}).json()

    assert "<strong>b</strong>" in found["cells"][0]["text"]
