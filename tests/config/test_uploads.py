"""Attacks by upload: every way in is bounded in size, kind, number, depth and expansion."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from courses.folders.archive import pack
from courses.models import WorkingFile
from grader.models import Draft, Grading
from tests.config.permission_world import World, make_world
from tests.config.test_permissions import ACTORS

pytestmark = pytest.mark.django_db
MEGABYTE = 2**20
Send = Callable[..., Any]


@pytest.fixture
def people() -> dict[str, User]:
    return {name: User.objects.create_user(f"{name}@example.org", is_superuser=name == "admin") for name in ACTORS[1:]}


@pytest.fixture
def world(people: dict[str, User]) -> World:
    return make_world("demo", people)


@pytest.fixture
def send(client: Client, world: World, people: dict[str, User]) -> Send:
    """Send a file, or fields, to one of the ways in."""
    exercise = f"{world.exercise.unit.slug}/exercises/{world.exercise.slug}"
    ways = {
        "run": f"/courses/demo/{exercise}/run/",
        "submit": f"/courses/demo/{exercise}/submit/",
        "draft": f"/courses/demo/{exercise}/draft/",
        "cells": f"/courses/demo/{exercise}/cells/",
        "roster": "/teach/demo/people/roster/",
        "course": "/author/demo/import/",
        "exercise": f"/author/demo/{exercise}/import/",
        "image": f"/author/demo/{world.exercise.unit.slug}/images/",
        "file": f"/author/demo/files/{world.exercise.unit.slug}/figures/x.png",
    }
    client.force_login(people["owner"])

    def post(way: str, content: bytes, name: str = "work.py", **fields: str) -> Any:
        field = "archive" if way in ("course", "exercise") else "file"
        upload = SimpleUploadedFile(name, content)
        return client.post(ways[way], {field: upload, **fields}, headers={"accept": "application/json"})

    return post


def zipped(*files: tuple[str, bytes]) -> bytes:
    """Return a zip that `pack` would not make: with doubles, odd names and tight packing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files:
            opened.writestr(name, content)
    return buffer.getvalue()


def nested(depth: int) -> bytes:
    """Return a notebook whose metadata go deep."""
    deep = '{"a":' * depth + "1" + "}" * depth
    cell = f'{{"cell_type":"code","source":"x=1","metadata":{deep},"outputs":[],"execution_count":null}}'
    return f'{{"cells":[{cell}],"metadata":{{}},"nbformat":4,"nbformat_minor":4}}'.encode()


@pytest.mark.parametrize("way", ["run", "submit", "draft", "cells"])
@pytest.mark.parametrize(
    "content",
    [b"x" * (10 * MEGABYTE + 1), b"\x89PNG\r\n\x1a\n\xff", b"a\0b", "가".encode("utf-16")],
    ids=["large", "picture", "zero", "utf-16"],
)
def test_work_is_text_of_bounded_size(way: str, content: bytes, send: Send) -> None:
    counts = (Grading.objects.count(), Draft.objects.count())

    answer = send(way, content, format="code", revision="0")

    assert answer.status_code == 422
    assert answer.json()["message"]
    assert (Grading.objects.count(), Draft.objects.count()) == counts


@pytest.mark.parametrize("way", ["run", "submit"])
@pytest.mark.parametrize("depth", [100, 900, 100_000])
def test_a_notebook_does_not_go_deep(way: str, depth: int, send: Send) -> None:
    answer = send(way, nested(depth), "work.ipynb", format="notebook")

    assert answer.status_code == 422
    assert answer.json()["code"] in ("not_a_notebook", "wrong_format")


@pytest.mark.parametrize("depth", [60, 61, 5_000])
def test_the_depth_of_json_is_counted_without_calling_itself(depth: int) -> None:
    from grader.errors import RejectedWork
    from grader.judging.notebooks import _parsed_json

    text = "[" * depth + "]" * depth
    if depth == 60:
        assert _parsed_json(text) is not None
    else:
        with pytest.raises(RejectedWork):
            _parsed_json(text)


def test_numbers_without_end_are_no_notebook(send: Send) -> None:
    answer = send("submit", b'{"nbformat": ' + b"9" * 100_000 + b', "cells": []}', "work.ipynb", format="notebook")
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "content",
    [
        b"email\n" + b"a@example.org,x\n" * 80_000,
        b"email\n" + b"".join(b"p%d@example.org\n" % number for number in range(2_001)),
        b"email" + b",c" * 200 + b"\n" + b"x," * 200,
        b"\x89PNG\r\n\x1a\n" + bytes(1000),
        b'email\n"' + b"x" * 200_000,
    ],
    ids=["bytes", "rows", "columns", "picture", "one cell"],
)
def test_a_roster_is_a_table_of_bounded_size(content: bytes, send: Send) -> None:
    assert send("roster", content, "roster.csv").status_code == 422


BOMBS = {
    "tight": zipped(("exercise.yaml", b"title: x"), ("course.yaml", b"title: x"), ("big.csv", bytes(60 * MEGABYTE))),
    "doubles": zipped(*[("course.yaml", b"title: x")] * 2),
    "outside": zipped(("course.yaml", b"x"), ("exercise.yaml", b"x"), ("../../evil.py", b"x")),
    "picture": zipped(("course.yaml", b"title: x"), ("exercise.yaml", b"title: x"), ("u/figures/a.png", b"<html>")),
    "many": zipped(*((f"f{number}", b"") for number in range(10_100))),
    "no zip": b"PK\x03\x04" + bytes(100),
    "html": b"<html>",
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("way", ["course", "exercise"])
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_zip_is_refused_that_is_more_than_it_seems(way: str, bomb: str, send: Send) -> None:
    before = WorkingFile.objects.count()

    answer = send(way, BOMBS[bomb], "course.zip")

    assert answer.status_code == 422
    assert WorkingFile.objects.count() == before


def test_a_zip_in_a_zip_is_a_file_like_others_and_never_unpacked() -> None:
    from courses.folders.archive import unpack

    inner = zipped(("bomb.csv", bytes(30 * MEGABYTE)))
    assert unpack(pack({"data.zip": inner})) == {"data.zip": inner}


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    from courses.folders.archive import unpack
    from courses.folders.content_errors import ContentError

    tracemalloc.start()
    with pytest.raises(ContentError, match="times as large unpacked"):
        unpack(BOMBS["tight"])
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < MEGABYTE


@pytest.mark.parametrize("way", ["image", "file"])
@pytest.mark.parametrize(
    "content",
    [b"<html><script>", b"GIF89a\xff\xff\xff\xff", b"\x89PNG\r\n\x1a\n" + bytes(11 * MEGABYTE)],
    ids=["page", "other kind", "large"],
)
def test_an_image_is_one(way: str, content: bytes, send: Send) -> None:
    before = WorkingFile.objects.count()

    answer = send(way, content, "x.png", revision="0")

    assert answer.status_code == 422
    assert WorkingFile.objects.count() == before


def test_a_form_has_a_bounded_number_of_files(client: Client, world: World, people: dict[str, User]) -> None:
    client.force_login(people["student"])
    files = {f"file{number}": SimpleUploadedFile("x", b"x") for number in range(11)}
    address = f"/courses/demo/{world.exercise.unit.slug}/exercises/{world.exercise.slug}/submit/"
    assert client.post(address, files).status_code == 400


def test_a_form_has_a_bounded_number_of_fields(client: Client, people: dict[str, User]) -> None:
    client.force_login(people["student"])
    assert client.post("/join/", {f"f{number}": "" for number in range(5_001)}).status_code == 400


def test_a_cookie_or_json_of_any_depth_harms_no_address(client: Client) -> None:
    client.cookies["known"] = json.dumps([[]] * 500)
    assert client.get("/accounts/login/").status_code == 200
