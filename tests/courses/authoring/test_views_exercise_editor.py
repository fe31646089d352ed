"""The pages on which an exercise is written."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.authoring.exercise_parts import Part
from courses.models import Course, Role, WorkingFile
from tests.courses.authors import EXERCISE, content_of, join, person, revision_of

FOLDER = "basics/double"
DETAILS = {
    "revision": "1",
    "title_en": "Double it twice",
    "title_ko": "두 번 두 배로",
    "points": "7.5",
    "kind": "code",
    "environment": "numpy",
    "device": "cpu",
    "usually_seconds": "2",
    "solution": "never",
    "seconds": "5",
    "hint_en": ["Two times.", "Think."],
    "hint_ko": ["2를 곱하세요.", "생각하세요."],
    "hint_cost": ["", "1"],
}


def page(client: Client, query: str = "") -> str:
    response = client.get(EXERCISE + query)
    assert response.status_code == 200
    return response.content.decode()


def change(client: Client, **data: Any) -> Any:
    return client.post(f"{EXERCISE}change/", data)


@pytest.mark.parametrize("part", Part)
def test_each_part_has_an_address_and_leads_to_the_others(author: Client, part: Part) -> None:
    found = page(author, f"?part={part}")

    assert f'href="?part={part}" aria-current="page"' in found
    assert found.count('href="?part=') >= len(Part)


def test_the_details_open_first_with_what_the_file_says(author: Client) -> None:
    found = page(author)

    assert 'value="Double it"' in found
    assert "Two times." in found
    assert "At most 300 here." in found


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("statement", "Write `double(x)`."),
        ("starter", "def double(x):"),
        ("solution", "return 2 * x"),
        ("tests", "Doubles one"),
        ("files", "numbers.csv"),
        ("attempts", "# fails: test_any"),
        ("yaml", "title:"),
    ],
)
def test_a_part_shows_its_files_without_scripts(author: Client, part: str, text: str) -> None:
    assert text in page(author, f"?part={part}")


def test_every_template_of_a_test_is_offered(author: Client) -> None:
    assert page(author, "?part=tests").count('name="template"') == 8


def test_an_exercise_that_is_not_there(author: Client) -> None:
    assert author.get("/author/demo/basics/exercises/nothing/").status_code == 404


def test_an_exercise_of_which_nothing_is_written_yet(author: Client) -> None:
    WorkingFile.objects.all().delete()

    for part in Part:
        page(author, f"?part={part}")


@pytest.mark.parametrize(("role", "status"), [(Role.STUDENT, 403), (Role.ASSISTANT, 200)])
def test_who_may_write(working_course: Course, role: Role, status: int) -> None:
    client = Client()
    user = person("X")
    join(working_course, user, role)
    client.force_login(user)

    assert client.get(EXERCISE).status_code == status
    assert client.get(f"{EXERCISE}problems/").status_code == status


# Details


def test_the_form_writes_the_file(author: Client) -> None:
    response = author.post(EXERCISE, DETAILS)

    assert response.status_code == 302
    text = (content_of(f"{FOLDER}/exercise.yaml") or b"").decode()
    assert "title: {en: Double it twice, ko: 두 번 두 배로}\npoints: 7.5\n" in text
    assert "limits: {seconds: 5}" in text
    assert "cost: 1" in text


def test_a_hint_of_several_lines_stays_readable(author: Client) -> None:
    author.post(EXERCISE, DETAILS | {"hint_en": ["One.\r\nTwo.", "Think."]})

    assert b"  - en: |-\n      One.\n      Two.\n" in (content_of(f"{FOLDER}/exercise.yaml") or b"")


def test_a_form_with_mistakes_comes_back_filled_in(author: Client) -> None:
    response = author.post(EXERCISE, DETAILS | {"points": "-1"})

    assert response.status_code == 422
    assert 'value="Double it twice"' in response.content.decode()
    assert revision_of(f"{FOLDER}/exercise.yaml") == 1


def test_a_hint_is_added_without_saving(author: Client) -> None:
    response = author.post(EXERCISE, DETAILS | {"hints": "add"})

    assert response.status_code == 200
    assert response.content.decode().count('class="hint-row"') == 3 + 1  # One stands in the template for scripts.
    assert revision_of(f"{FOLDER}/exercise.yaml") == 1


def test_a_form_never_goes_over_what_somebody_saved_meanwhile(author: Client) -> None:
    author.post(EXERCISE, DETAILS | {"title_en": "First"})

    response = author.post(EXERCISE, DETAILS | {"title_en": "Second"})

    found = response.content.decode()
    assert response.status_code == 409
    assert "has saved exercise.yaml meanwhile" in found
    assert 'value="Second"' in found
    assert 'name="revision" value="2"' in found
    assert b"First" in (content_of(f"{FOLDER}/exercise.yaml") or b"")


def test_a_broken_file_is_shown_as_it_is(author: Client) -> None:
    broken = b"title: {en: A, ko: B}\npoints: 10\nkind: cod\nunknown: 1\n"
    WorkingFile.objects.filter(path=f"{FOLDER}/exercise.yaml").update(content=broken)

    found = page(author)
    response = author.post(EXERCISE, DETAILS)

    assert "Line 4:" in found
    assert "unknown: 1" in found
    assert response.status_code == 409
    assert content_of(f"{FOLDER}/exercise.yaml") == broken


# Problems


def test_a_whole_exercise_has_no_problems(author: Client) -> None:
    assert "Nothing is wrong with the files." in page(author, "?part=statement")


def test_a_problem_leads_to_its_file_and_line(author: Client) -> None:
    WorkingFile.objects.filter(path=f"{FOLDER}/tests/test_double.py").update(content=b"x = 1\ndef test_(:\n")

    found = author.get(f"{EXERCISE}problems/").content.decode()

    address = "?part=tests&amp;file=tests%2Ftest_double.py&amp;at=tests%2Ftest_double.py&amp;line=2"
    assert f'href="{EXERCISE}{address}"' in found
    assert 'data-line="2"' in page(author, address.replace("&amp;", "&"))


def test_limits_above_the_sites_ceilings_are_a_problem(author: Client) -> None:
    yaml = b"title: {en: A, ko: B}\npoints: 1\nkind: code\nlimits: {seconds: 3000}\n"
    WorkingFile.objects.filter(path=f"{FOLDER}/exercise.yaml").update(content=yaml)

    assert "this site allows at most 300" in page(author, "?part=yaml")


# Tests


def test_a_ready_test_is_put_at_the_end(author: Client) -> None:
    response = change(author, part="tests", action="insert", file="tests/test_double.py", template="output_shape")

    source = (content_of(f"{FOLDER}/tests/test_double.py") or b"").decode()
    assert response.status_code == 302
    assert source.startswith("import pytest\n")
    assert "def test_output_shape(submission):" in source


def test_a_ready_test_goes_into_what_stands_in_the_editor(author: Client) -> None:
    sent = {"template": "output_shape", "content": "import pytest\r\n\r\nx = 1\r\n"}

    response = author.post(f"{EXERCISE}insert/", sent)

    assert response.json()["content"].startswith("import pytest\nimport numpy as np\n")
    assert revision_of(f"{FOLDER}/tests/test_double.py") == 1


def test_a_ready_test_gets_a_name_that_no_other_file_of_the_exercise_has(author: Client) -> None:
    template = {"template": "function_equals_reference", "content": ""}
    change(author, part="tests", action="insert", file="tests/test_double.py", template="function_equals_reference")

    beside = author.post(f"{EXERCISE}insert/", {**template, "file": "tests/test_hidden.py"}).json()["content"]
    within = author.post(f"{EXERCISE}insert/", {**template, "file": "tests/test_double.py"}).json()["content"]

    assert "def test_example_2(submission):" in beside
    assert "def test_example(submission):" in within


def test_a_broken_file_takes_no_ready_test(author: Client) -> None:
    response = author.post(f"{EXERCISE}insert/", {"template": "output_shape", "content": "x = 1\ndef (:"})

    assert (response.status_code, response.json()["line"]) == (422, 2)


def test_a_new_test_file(author: Client) -> None:
    response = change(author, part="tests", action="new_test", name="test_hidden")

    assert response["Location"].endswith("?part=tests&file=tests%2Ftest_hidden.py")
    assert content_of(f"{FOLDER}/tests/test_hidden.py") == b"import pytest\n"


@pytest.mark.parametrize("name", ["test_double.py", "../x", "a b", "", "x.txt/y"])
def test_a_test_file_of_a_bad_name(author: Client, name: str) -> None:
    response = change(author, part="tests", action="new_test", name=name)

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


# Files


def test_several_files_are_uploaded_at_once(author: Client) -> None:
    files = [SimpleUploadedFile("a.csv", b"1"), SimpleUploadedFile("b.npz", b"\x00")]

    response = change(author, part="files", action="upload", folder="tests/data", files=files)

    assert response.status_code == 302
    assert (content_of(f"{FOLDER}/tests/data/a.csv"), content_of(f"{FOLDER}/tests/data/b.npz")) == (b"1", b"\x00")


def test_an_upload_replaces_only_when_asked(author: Client) -> None:
    files = [SimpleUploadedFile("new.csv", b"1"), SimpleUploadedFile("numbers.csv", b"9")]
    sent = {"part": "files", "action": "upload", "folder": "files"}

    refused = change(author, **sent, files=files)
    nothing_new = content_of(f"{FOLDER}/files/new.csv")
    for file in files:
        file.seek(0)
    change(author, **sent, files=files, replace="on")

    assert refused.status_code == 422
    assert nothing_new is None
    assert content_of(f"{FOLDER}/files/numbers.csv") == b"9"


@pytest.mark.parametrize("folder", ["", "..", "wrong", "tests/data/../.."])
def test_an_upload_goes_into_known_folders_only(author: Client, folder: str) -> None:
    response = change(author, action="upload", folder=folder, files=[SimpleUploadedFile("a.csv", b"1")])

    assert response.status_code == 422


# Starter and solution


def test_code_becomes_a_notebook_and_code_again(author: Client) -> None:
    sent = {"part": "starter", "stem": "starter", "action": "switch", "sure": "on"}

    change(author, **sent, to="notebook")
    notebook = json.loads(content_of(f"{FOLDER}/starter.ipynb") or b"")
    change(author, **sent, to="code")

    assert "".join(notebook["cells"][0]["source"]) == "def double(x):\n    ..."
    assert content_of(f"{FOLDER}/starter.ipynb") is None
    assert content_of(f"{FOLDER}/starter.py") == b"def double(x):\n    ...\n"


def test_an_uploaded_notebook_takes_the_codes_place(author: Client) -> None:
    upload = SimpleUploadedFile("mine.ipynb", b"{}")

    change(author, part="solution", action="source", stem="solution", files=upload, sure="on")

    assert (content_of(f"{FOLDER}/solution.ipynb"), content_of(f"{FOLDER}/solution.py")) == (b"{}", None)


def test_nothing_is_replaced_without_a_yes(author: Client) -> None:
    response = change(author, part="starter", stem="starter", action="switch", to="notebook")

    assert response.status_code == 422
    assert content_of(f"{FOLDER}/starter.py") is not None


# Attempts


def test_a_wrong_attempt_names_its_tests(author: Client) -> None:
    response = change(
        author,
        part="attempts",
        action="attempt",
        kind="wrong",
        name="triple.py",
        source="def double(x):\r\n    return 3 * x\r\n",
        fails=["test_one", "test_any"],
    )

    assert response.status_code == 302
    expected = b"# fails: test_one, test_any\ndef double(x):\n    return 3 * x\n"
    assert content_of(f"{FOLDER}/wrong/triple.py") == expected


def test_the_names_of_all_tests_are_offered(author: Client) -> None:
    found = page(author, "?part=attempts")

    assert 'value="test_any" checked' in found
    assert 'value="test_one"' in found


def test_other_tests_are_named_later(author: Client) -> None:
    change(author, part="attempts", action="declare", file="wrong/constant.py", fails=["test_one", "*"])

    assert (content_of(f"{FOLDER}/wrong/constant.py") or b"").startswith(b"# fails: *\ndef double")


def test_a_notebook_is_told_in_its_first_code_cell(author: Client) -> None:
    notebook = {"cells": [{"cell_type": "code", "source": ["x = 1\n", "y = 2"], "metadata": {}, "outputs": []}]}
    upload = SimpleUploadedFile("n.ipynb", json.dumps(notebook).encode())

    change(author, part="attempts", action="attempt", kind="wrong", name="", fails=["test_one"], files=upload)

    cells = json.loads(content_of(f"{FOLDER}/wrong/n.ipynb") or b"")["cells"]
    assert cells[0]["source"] == "# fails: test_one\nx = 1\ny = 2\n"


@pytest.mark.parametrize(
    "changes",
    [{"fails": []}, {"name": "../x.py"}, {"name": "x.txt"}, {"source": " "}, {"name": "constant.py"}],
    ids=str,
)
def test_an_attempt_that_is_not_taken_comes_back(author: Client, changes: dict[str, Any]) -> None:
    sent = {"kind": "wrong", "name": "new.py", "source": "kept = 1", "fails": ["test_one"]} | changes

    response = change(author, part="attempts", action="attempt", **sent)

    assert response.status_code == 422
    assert sent["source"] in response.content.decode()
    assert content_of(f"{FOLDER}/wrong/new.py") is None


def test_an_unknown_change(author: Client) -> None:
    assert change(author, action="nonsense").status_code == 400


# Two people at once


def seen_on(client: Client, part: str) -> str:
    """Return what a page sends back of the files that it shows."""
    found = re.search(r'name="seen" value="([^"]*)"', page(client, f"?part={part}"))
    assert found
    return unescape(found[1])


CHANGES: dict[str, tuple[str, dict[str, Any]]] = {
    "a ready test": (
        "tests/test_double.py",
        {"part": "tests", "action": "insert", "file": "tests/test_double.py", "template": "output_shape"},
    ),
    "tests to fail": (
        "wrong/constant.py",
        {"part": "attempts", "action": "declare", "file": "wrong/constant.py", "fails": ["test_one"]},
    ),
    "another format": (
        "starter.py",
        {"part": "starter", "action": "switch", "stem": "starter", "to": "notebook", "sure": "on"},
    ),
    "an uploaded solution": (
        "solution.py",
        {"part": "solution", "action": "source", "stem": "solution", "sure": "on"},
    ),
    "an uploaded file": (
        "files/numbers.csv",
        {"part": "files", "action": "upload", "folder": "files", "replace": "on"},
    ),
}


def uploads(inner: str, sent: dict[str, Any]) -> dict[str, Any]:
    name = inner.rpartition("/")[2]
    return {"files": SimpleUploadedFile(name, b"mine = 1")} if sent["action"] in ("source", "upload") else {}


@pytest.mark.parametrize("name", CHANGES)
def test_no_form_goes_over_what_somebody_else_saved_meanwhile(
    author: Client, working_course: Course, name: str
) -> None:
    inner, sent = CHANGES[name]
    seen = seen_on(author, sent["part"])
    other = person("Other")
    theirs = WorkingFile.objects.filter(course=working_course, path=f"{FOLDER}/{inner}")
    theirs.update(content=b"theirs = 1", revision=2, saved_by=other)

    response = change(author, **sent, seen=seen, **uploads(inner, sent))

    assert response.status_code == 422
    assert f"has saved {FOLDER}/{inner} meanwhile" in response.content.decode()
    assert content_of(f"{FOLDER}/{inner}") == b"theirs = 1"


@pytest.mark.parametrize("name", CHANGES)
def test_a_form_changes_what_its_page_shows_of_somebody_else(author: Client, working_course: Course, name: str) -> None:
    inner, sent = CHANGES[name]
    theirs = WorkingFile.objects.filter(course=working_course, path=f"{FOLDER}/{inner}")
    theirs.update(revision=2, saved_by=person("Other"))

    response = change(author, **sent, seen=seen_on(author, sent["part"]), **uploads(inner, sent))

    assert response.status_code == 302


@pytest.mark.parametrize("name", CHANGES)
def test_what_its_author_saved_since_stops_no_form(author: Client, working_course: Course, name: str) -> None:
    inner, sent = CHANGES[name]
    seen = seen_on(author, sent["part"])
    WorkingFile.objects.filter(course=working_course, path=f"{FOLDER}/{inner}").update(revision=2)

    assert change(author, **sent, seen=seen, **uploads(inner, sent)).status_code == 302


def test_a_format_is_not_changed_over_somebodys_notebook(author: Client, working_course: Course) -> None:
    seen = seen_on(author, "starter")
    starter = WorkingFile.objects.filter(course=working_course, path=f"{FOLDER}/starter.py")
    starter.update(path=f"{FOLDER}/starter.ipynb", content=b"{}", saved_by=person("Other"))

    response = change(author, part="starter", stem="starter", action="switch", sure="on", to="code", seen=seen)

    assert response.status_code == 422
    assert content_of(f"{FOLDER}/starter.ipynb") == b"{}"


@pytest.mark.parametrize("seen", ["", "[1]", "{", '{"starter.py": "x"}', "[" * 100_000])
def test_a_form_that_does_not_say_what_it_was_made_on(author: Client, working_course: Course, seen: str) -> None:
    WorkingFile.objects.filter(course=working_course).update(saved_by=person("Other"))

    response = change(author, part="starter", stem="starter", action="switch", sure="on", to="notebook", seen=seen)

    assert response.status_code == 422
    assert content_of(f"{FOLDER}/starter.ipynb") is None


# Queries


def test_a_page_takes_no_more_queries_for_more_files(author: Client, working_course: Course) -> None:
    def queries(part: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            page(author, f"?part={part}")
        return len(captured)

    page(author)
    before = {part: queries(part) for part in Part}
    WorkingFile.objects.bulk_create(
        WorkingFile(course=working_course, path=f"{FOLDER}/{folder}/f{number}.{suffix}", content=b"x = 1\n")
        for number in range(5)
        for folder, suffix in (("files", "csv"), ("tests", "py"), ("tests/data", "csv"), ("alternatives", "py"))
    )

    assert {part: queries(part) for part in Part} == before
