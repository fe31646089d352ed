"""One file of a working copy: reading, saving, renaming and removing it, and what two authors do to each other."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from courses.models import Course, Exercise, Origin, Role, WorkingFile
from tests.courses.authors import PROMPT, content_of, join, person, revision_of

PATH = "basics/double/prompt.en.md"
JSON = {"Accept": "application/json"}


def post(client: Client, address: str = PROMPT, *, revision: int = 1, **data: Any) -> Any:
    return client.post(address, {"revision": revision, **data}, headers=JSON)


# Saving


def test_a_save_gives_the_next_revision(author: Client) -> None:
    response = post(author, content="New.\r\nTwo.\n")

    assert response.status_code == 200
    assert (response.json()["revision"], response.json()["path"]) == (2, PATH)
    assert content_of(PATH) == b"New.\nTwo.\n"


def test_a_new_file_is_written_on_revision_0(author: Client) -> None:
    response = post(author, "/author/demo/files/basics/double/tests/test_b.py", revision=0, content="x = 1\n")

    assert response.json()["revision"] == 1
    assert content_of("basics/double/tests/test_b.py") == b"x = 1\n"


def test_an_upload_is_kept_byte_by_byte(author: Client) -> None:
    upload = SimpleUploadedFile("x.bin", b"\x00\xff\r\n")

    post(author, "/author/demo/files/basics/double/files/x.bin", revision=0, file=upload)

    assert content_of("basics/double/files/x.bin") == b"\x00\xff\r\n"


def test_saving_the_settings_renames_an_exercise_that_nobody_has_seen(author: Client) -> None:
    yaml = "title: {en: Halve it, ko: 반으로}\npoints: 5\nkind: notebook\n"

    post(author, "/author/demo/files/basics/double/exercise.yaml", content=yaml)

    exercise = Exercise.objects.get()
    assert (exercise.title["en"], exercise.points, exercise.kind) == ("Halve it", Decimal(5), "notebook")


@pytest.mark.parametrize("revision", ["", "-1", "x", "1" * 10])
def test_a_revision_that_is_none_is_refused(author: Client, revision: str) -> None:
    response = author.post(PROMPT, {"revision": revision, "content": "x"}, headers=JSON)

    assert response.status_code == 400
    assert revision_of(PATH) == 1


# Two authors


@pytest.fixture
def ben(working_course: Course) -> Client:
    user = person("Ben")
    join(working_course, user, Role.ASSISTANT)
    client = Client()
    client.force_login(user)
    return client


def test_the_second_author_is_told_who_has_saved_what(author: Client, ben: Client) -> None:
    post(author, content="Ina's.")

    response = post(ben, content="Ben's.")

    assert response.status_code == 409
    told = response.json()
    assert (told["revision"], told["content"], told["saved_by"]) == (2, "Ina's.", "Ina")
    assert told["saved_at"]
    assert content_of(PATH) == b"Ina's."


def test_the_same_text_is_no_conflict(author: Client, ben: Client) -> None:
    post(author, content="Both's.")

    response = post(ben, content="Both's.")

    assert (response.status_code, response.json()["revision"]) == (200, 2)


def test_two_new_files_at_one_path_are_a_conflict(author: Client, ben: Client) -> None:
    address = "/author/demo/files/basics/double/files/a.csv"
    post(author, address, revision=0, content="1\n")

    assert post(ben, address, revision=0, content="2\n").status_code == 409


def test_a_file_that_is_gone_can_be_saved_anew(author: Client, ben: Client) -> None:
    post(author, delete="1")

    told = post(ben, content="Ben's.").json()

    assert told["revision"] == 0
    assert post(ben, revision=0, content="Ben's.").status_code == 200


def test_without_scripts_both_texts_are_shown(author: Client, ben: Client) -> None:
    post(author, content="Ina's.")

    response = ben.post(PROMPT, {"revision": 1, "content": "Ben's.", "next": "/author/demo/x/"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Ina&#x27;s." in page
    assert "Ben&#x27;s." in page
    assert 'name="revision" value="2"' in page
    assert 'href="/author/demo/x/"' in page


# Renaming and removing


def test_a_file_is_renamed(author: Client) -> None:
    response = post(author, rename_to="basics/double/files/old.md")

    assert response.json() == {**response.json(), "path": "basics/double/files/old.md", "revision": 2}
    assert (content_of(PATH), content_of("basics/double/files/old.md")) == (None, b"Write `double(x)`.")


def test_a_file_never_takes_anothers_place(author: Client) -> None:
    response = post(author, rename_to="basics/double/prompt.ko.md")

    assert response.status_code == 422
    assert response.json()["problems"] == [
        {"file": "basics/double/prompt.ko.md", "line": 0, "reason": "exists already"}
    ]
    assert content_of(PATH) is not None


def test_removing_needs_the_newest_revision(author: Client) -> None:
    post(author, content="New.")

    assert post(author, delete="1").status_code == 409
    assert post(author, revision=2, delete="1").json()["revision"] == 0
    assert content_of(PATH) is None


# Bad names and sizes


@pytest.mark.parametrize(
    "path",
    [
        "basics/../x.md",
        "basics/double/.hidden",
        "basics/double/PROMPT.en.md",
        "basics/double/prompt.en.md/x",
        "basics/double/files",
        "basics/__pycache__/x.py",
        "basics/" + "x" * 200,
    ],
)
def test_a_path_that_no_folder_could_hold_is_refused(author: Client, path: str) -> None:
    count = WorkingFile.objects.count()

    response = post(author, f"/author/demo/files/{path}", revision=0, content="x")

    assert response.status_code == 422
    assert response.json()["problems"][0]["reason"]
    assert WorkingFile.objects.count() == count


def test_a_folder_has_an_end(author: Client) -> None:
    with patch("courses.authoring.working_limits.MAX_FOLDER_BYTES", 2000):
        response = post(author, content="x" * 2000)

    assert "the folder would be larger than" in response.json()["problems"][0]["reason"]
    assert revision_of(PATH) == 1


def test_a_folder_holds_so_many_files(author: Client) -> None:
    with patch("courses.authoring.working_limits.MAX_FILES", 5):
        response = post(author, "/author/demo/files/basics/double/files/a.csv", revision=0, content="x")

    assert "holds 5 files already" in response.json()["problems"][0]["reason"]


def test_without_scripts_what_was_written_comes_back(author: Client) -> None:
    response = author.post("/author/demo/files/basics/double/.x", {"revision": 0, "content": "My long text"})

    assert response.status_code == 422
    assert "My long text" in response.content.decode()


# Where it leads


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [("/author/demo/", "/author/demo/"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("nowhere", "/")],
)
def test_it_leads_to_addresses_of_this_site_only(author: Client, wanted: str, leads_to: str) -> None:
    response = author.post(PROMPT, {"revision": 1, "content": "x", "next": wanted})

    assert (response.status_code, response["Location"]) == (302, leads_to)


# Reading


def raw(client: Client, inner: str) -> HttpResponse:
    return client.get(f"/author/demo/files/basics/{inner}")  # type: ignore[return-value]


def test_raw_files_can_run_nothing(author: Client, working_course: Course) -> None:
    WorkingFile.objects.create(course=working_course, path="basics/double/files/x.html", content=b"<script>1</script>")

    page = raw(author, "double/files/x.html")
    picture = raw(author, "figures/plot.svg")
    text = raw(author, "double/solution.py")

    assert page["Content-Disposition"].startswith("attachment")
    assert (picture["Content-Type"], text["Content-Type"]) == ("image/svg+xml", "text/plain; charset=utf-8")
    for response in (page, picture, text):
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "sandbox" in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_is_not_there(author: Client) -> None:
    assert raw(author, "nothing.md").status_code == 404


# Who may


@pytest.mark.parametrize(
    ("role", "status"), [(None, 404), (Role.STUDENT, 403), (Role.ASSISTANT, 200), (Role.OWNER, 200)]
)
def test_who_may_write(working_course: Course, role: Role | None, status: int) -> None:
    user: User = person("X")
    if role:
        join(working_course, user, role)
    client = Client()
    client.force_login(user)

    assert client.get(PROMPT).status_code == status
    assert post(client, content="x").status_code == status


def test_guests_are_sent_to_sign_in(working_course: Course) -> None:
    assert "/accounts/login/" in Client().get(PROMPT)["Location"]


def test_a_course_of_files_is_not_written_here(author: Client, working_course: Course) -> None:
    Course.objects.update(origin=Origin.FILES)

    assert post(author, content="x").status_code == 403
