"""The page of versions: the list, differences, restoring."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from courses.models import Action, AuditEntry, Exercise, Publication
from courses.versions import version_of_working_copy, working_files
from grader.authoring.publishing import publish
from grader.models import ValidationState
from tests.courses.examples import exercise_files
from tests.grader.authors import PLACE, validated, write

ADDRESS = f"{PLACE}/versions/"
REASON = "The exam begins in ten minutes."


@pytest.fixture
def signed_in(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def text_of(client: Client, query: str = "") -> str:
    response = client.get(ADDRESS + query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_version_shows_who_what_and_why(written: Exercise, author: User, signed_in: Client) -> None:
    publish(written, version_of_working_copy(written, author), author, note="A first one.", reason=REASON)
    write(written, author, **{"prompt.en.md": b"Other words."})
    validated(written, author, ValidationState.PASSED)
    shown = text_of(signed_in)
    assert shown.index("Version 2") < shown.index("Version 1")
    for words in ("students see it", "working copy", "passed", "A first one.", REASON, str(author)):
        assert words in shown


def test_differences_are_shown_file_by_file(written: Exercise, author: User, signed_in: Client) -> None:
    version = version_of_working_copy(written, author)
    changes = {"prompt.en.md": b"Other words.", "wrong/constant.py": None, "wrong/new.py": b"# fails: *\n1 / 0\n"}
    write(written, author, **changes, **{"files/raw.bin": b"\0\1"})
    shown = text_of(signed_in, f"?a={version.pk}&b=working")
    for words in ("prompt.en.md", "wrong/new.py", "Other words.", "added", "removed", "Not shown as text"):
        assert words in shown
    assert "prompt.ko.md" not in shown


@pytest.mark.parametrize("query", ["?a=0&b=working", "?a=x&b=working", f"?a={'9' * 30}&b=working"])
def test_a_version_that_is_none_is_not_found(written: Exercise, signed_in: Client, query: str) -> None:
    assert signed_in.get(ADDRESS + query).status_code == 404


def test_another_exercises_version_is_not_found(written: Exercise, author: User, signed_in: Client) -> None:
    version = version_of_working_copy(written, author)
    Exercise.objects.create(unit=written.unit, slug="other", title=written.title, points=1)
    other = ADDRESS.replace("double", "other")
    assert signed_in.get(f"{other}?a={version.pk}&b=working").status_code == 404
    assert signed_in.post(f"{other}{version.pk}/restore/").status_code == 404


def test_restoring_keeps_what_stood_there_as_a_version(written: Exercise, author: User, signed_in: Client) -> None:
    version = version_of_working_copy(written, author)
    write(written, author, **{"prompt.en.md": b"Other words."})
    response = signed_in.post(f"{ADDRESS}{version.pk}/restore/")
    assert response.status_code == 302
    assert working_files(written) == exercise_files()
    assert written.versions.count() == 2
    assert AuditEntry.objects.get().action == Action.CONTENT


def test_what_cannot_be_kept_is_overwritten_only_when_confirmed(
    written: Exercise, author: User, signed_in: Client
) -> None:
    version = version_of_working_copy(written, author)
    write(written, author, **{"prompt.en.md": None})
    refused = signed_in.post(f"{ADDRESS}{version.pk}/restore/")
    assert (refused.status_code, "prompt.en.md" in working_files(written)) == (422, False)
    assert "overwrites it for good" in refused.content.decode()
    stale = signed_in.post(f"{ADDRESS}{version.pk}/restore/", {"confirmed": "what stood there before"})
    signed_in.post(f"{ADDRESS}{version.pk}/restore/", {"confirmed": stale.context["working_hash"]})
    assert "prompt.en.md" in working_files(written)


def test_more_versions_take_no_more_queries(written: Exercise, author: User, signed_in: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            text_of(signed_in)
        return len(seen)

    def add(words: bytes) -> None:
        write(written, author, **{"prompt.en.md": words})
        version = validated(written, author, ValidationState.PASSED).version
        Publication.objects.create(exercise=written, version=version, published_by=author)

    add(b"One.")
    queries()
    with_one = queries()
    for number in range(5):
        add(f"Number {number}.".encode())
    assert queries() == with_one


def test_without_a_version_the_page_says_how_there_will_be_one(written: Exercise, signed_in: Client) -> None:
    assert "No version yet." in text_of(signed_in)
