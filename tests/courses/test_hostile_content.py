"""What somebody may write into a working copy to break the pages of the others who write the course."""

from __future__ import annotations

import pytest
import yaml
from django.test import Client

from courses.authoring.exercise_parts import Part
from courses.folders.yaml_reading import MAX_CHARACTERS, load_plain
from tests.courses.authors import EXERCISE

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 15)
)
YAML = {
    "a bomb of aliases": BOMB,
    "a bomb as title": f"{BOMB}title: {{en: *a14, ko: *a14}}\nunits: []\n",
    "a list in itself": "title: &a [*a]\n",
    "deep lists": "title: " + "[" * 20_000,
    "deep mappings": "title: " + "{a: " * 20_000,
    "half a character": 'title: {en: "\\ud800", ko: A}\n',
    "a character that ends strings": 'title: {en: "\\0", ko: "a\\0b"}\npoints: 1\nkind: code\n',
    "a day that is none": "title: 2026-13-45\n",
    "a number of many digits": f"points: {'9' * 5000}\n",
    "a very large exponent": "title: {en: A, ko: B}\npoints: 1e999999999\nkind: code\n",
    "no number": "title: {en: A, ko: B}\npoints: .nan\nkind: code\n",
    "another type": "title: !!python/object/apply:os.system [ls]\n",
    "a list as a name": "? [a]\n: b\n",
    "itself": "<<: [{a: 1}, {b: 2}]\ntitle: 1\n",
    "no mapping": "- 1\n",
    "nothing": "",
}
PYTHON = {
    "deep parentheses": "x = " + "(" * 5000,
    "deep signs": "x = " + "-" * 100_000 + "1",
    "deep calls": "x = " + "a(" * 90 + ")" * 90,
    "deep attributes": "x = a" + ".b" * 20_000,
    "a zero byte": "x = 1\0",
    "a long number": "x = " + "9" * 10_000,
}
NOTEBOOKS = {
    "deep lists": "[" * 100_000,
    "deep mappings": '{"cells": ' * 100_000,
    "half a character": '{"cells": [{"cell_type": "code", "source": "\\ud800", "outputs": [], "metadata": {}}]}',
    "numbers as source": '{"cells": [{"cell_type": "code", "source": [1, null]}]}',
    "a source that is none": '{"cells": [{"cell_type": "code", "source": {"a": 1}}]}',
    "no cells": '{"cells": 5}',
    "cells of nothing": '{"cells": [null, 1, []]}',
}


def save(client: Client, path: str, content: str) -> None:
    found = client.get(f"/author/demo/files/{path}")
    revision = "1" if found.status_code == 200 else "0"
    answer = client.post(
        f"/author/demo/files/{path}", {"content": content, "revision": revision}, headers={"accept": "application/json"}
    )
    assert answer.status_code == 200


OUTLINE = (
    "/author/",
    "/author/demo/",
    "/author/demo/publish/",
    "/author/demo/details/",
    "/author/demo/basics/details/",
)
PAGES = ("title/", "problems/", "export.zip", "preview/", "publish/", *(f"?part={part}" for part in Part))


def assert_stand(client: Client, *pages: str) -> None:
    for page in pages:
        assert client.get(page, follow=True).status_code == 200, page


def assert_exercise_stands(client: Client) -> None:
    assert_stand(client, "/author/demo/", *(f"{EXERCISE}{page}" for page in PAGES))


@pytest.mark.parametrize("name", YAML)
@pytest.mark.parametrize("file", ["course.yaml", "basics/unit.yaml"])
def test_no_settings_break_the_outline(author: Client, file: str, name: str) -> None:
    save(author, file, YAML[name])

    assert_stand(author, *OUTLINE)


@pytest.mark.parametrize("name", YAML)
def test_no_settings_break_an_exercise(author: Client, name: str) -> None:
    save(author, "basics/double/exercise.yaml", YAML[name])
    save(author, "basics/double/mutants.yaml", YAML[name])

    assert_exercise_stands(author)


@pytest.mark.parametrize("name", PYTHON)
def test_no_program_breaks_an_exercise(author: Client, name: str) -> None:
    for file in ("tests/test_double.py", "solution.py", "wrong/constant.py"):
        save(author, f"basics/double/{file}", PYTHON[name])

    assert_exercise_stands(author)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_notebook_breaks_an_exercise(author: Client, name: str) -> None:
    for file in ("solution.ipynb", "wrong/other.ipynb"):
        save(author, f"basics/double/{file}", NOTEBOOKS[name])

    assert_exercise_stands(author)
    assert author.get(f"{EXERCISE}?part=attempts&file=wrong/other.ipynb").status_code == 200


@pytest.mark.parametrize("name", PYTHON)
def test_a_ready_test_goes_into_no_such_program(author: Client, name: str) -> None:
    sent = {"template": "output_shape", "content": PYTHON[name]}

    assert author.post(f"{EXERCISE}insert/", sent).status_code in (200, 422)


@pytest.mark.parametrize("name", NOTEBOOKS)
@pytest.mark.parametrize("action", ["switch", "declare"])
def test_a_form_turns_down_such_a_notebook(author: Client, action: str, name: str) -> None:
    save(author, "basics/double/starter.ipynb", NOTEBOOKS[name])
    save(author, "basics/double/wrong/other.ipynb", NOTEBOOKS[name])
    author.post("/author/demo/files/basics/double/starter.py", {"delete": "1", "revision": "1"})
    sent = {"stem": "starter", "to": "code", "sure": "on", "file": "wrong/other.ipynb", "fails": "test_one"}

    response = author.post(f"{EXERCISE}change/", {**sent, "action": action})

    assert response.status_code in (302, 422)


def test_a_long_text_is_no_yaml() -> None:
    with pytest.raises(yaml.YAMLError, match="longer"):
        load_plain("a: " + "x" * MAX_CHARACTERS)


def test_plain_yaml_is_read() -> None:
    assert load_plain("a: {b: [1, 2026-01-02]}")["a"]["b"][0] == 1
