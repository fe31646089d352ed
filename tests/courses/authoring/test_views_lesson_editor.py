"""The page on which a lesson is written, its previews, and its images."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from courses.models import Course, Role, WorkingFile
from tests.courses.authors import LESSON, content_of, join, person
from tests.courses.sent_images import png

PREVIEW = "/author/demo/basics/preview/"
IMAGES = "/author/demo/basics/images/"
FIGURE = '<bp-figure kind="activations" state="fn: tanh">\n\nA curve.\n\nMove it.\n\n</bp-figure>'


def preview(client: Client, content: str, **more: str) -> dict[str, Any]:
    found: dict[str, Any] = client.post(PREVIEW, {"content": content, "language": "en", **more}).json()
    return found


def test_both_languages_stand_on_the_page(author: Client) -> None:
    page = author.get(LESSON).content.decode()

    assert "See [it](exercise:double)" in page
    assert "# Doubling ko" in page
    assert "figures/plot.svg" in page
    assert "Nothing is wrong with the files." in page


@pytest.mark.parametrize(("language", "title"), [("en", "Doubling"), ("ko", "Doubling ko")])
def test_the_heading_is_the_title_in_the_language_of_the_reader(author: Client, language: str, title: str) -> None:
    author.cookies["django_language"] = language

    assert f"<h1>{title}</h1>" in author.get(LESSON).content.decode()


def test_a_translation_that_is_missing_is_named(author: Client) -> None:
    WorkingFile.objects.filter(path="basics/lesson.ko.md").delete()

    page = author.get(LESSON).content.decode()

    assert 'data-missing-of="ko"' in page
    assert "is missing" in page


def test_a_lesson_that_is_not_there(author: Client) -> None:
    assert author.get("/author/demo/basics/lessons/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("No title", "needs a first line", 1),
        ("# A\n\n[x](exercise:nothing)", "does not exist", 3),
        ("# A\n\n![x](figures/no.png)", "does not exist", 3),
        ('# A\n\n<bp-figure kind="nothing">\n\nA\n\nB\n\n</bp-figure>', "there is no kind", 3),
    ],
)
def test_what_is_wrong_with_a_lesson_is_named_with_its_line(author: Client, text: str, reason: str, line: int) -> None:
    WorkingFile.objects.filter(path="basics/lesson.en.md").update(content=text.encode())

    page = author.get(f"{LESSON}problems/").content.decode()

    assert reason in page
    assert f"at=lesson.en.md&amp;line={line}" in page


# Previews


def test_a_preview_is_what_students_will_see(author: Client) -> None:
    drawn = preview(author, f"# A\n\n$x^2$ [it](exercise:double) ![p](figures/plot.svg)\n\n{FIGURE}")

    assert 'data-tex="x^2"' in drawn["html"]
    assert 'href="/author/demo/basics/exercises/double/"' in drawn["html"]
    assert 'src="/author/demo/files/basics/figures/plot.svg?v=1"' in drawn["html"]
    assert '<div class="figure-still">' in drawn["html"]
    assert drawn["problems"] == []


def test_a_preview_is_sanitized_as_everywhere(author: Client) -> None:
    drawn = preview(author, "# A\n\n<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))")

    assert "<script" not in drawn["html"]
    assert "onerror" not in drawn["html"]
    assert 'href="javascript' not in drawn["html"]


def test_a_preview_speaks_the_texts_language(author: Client) -> None:
    assert "Try:" in preview(author, FIGURE)["html"]
    assert "Try:" not in preview(author, FIGURE, language="ko")["html"]


def test_a_prompts_links_start_at_its_own_folder(author: Client) -> None:
    html = preview(author, "![p](../figures/plot.svg) [n](files/numbers.csv)", exercise="double")["html"]

    assert "/author/demo/files/basics/figures/plot.svg?v=1" in html
    assert "/author/demo/files/basics/double/files/numbers.csv?v=1" in html


def test_a_preview_counts_words(author: Client) -> None:
    assert preview(author, "one two\nthree")["words"] == 3


# Images


def test_an_image_gets_a_plain_name_that_is_free(author: Client) -> None:
    for expected in ("figures/my-plot.png", "figures/my-plot-2.png"):
        upload = SimpleUploadedFile("My Plöt!.PNG", png())
        response = author.post(IMAGES, {"file": upload}, headers={"Accept": "application/json"})
        assert (response.status_code, response.json()["path"].replace("ploe", "plo")) == (201, expected)

    assert content_of("basics/figures/my-plot.png") == png()


@pytest.mark.parametrize("name", ["x.html", "x", "x.py"])
def test_only_images_are_taken(author: Client, name: str) -> None:
    upload = SimpleUploadedFile(name, b"x")

    response = author.post(IMAGES, {"file": upload}, headers={"Accept": "application/json"})

    assert response.status_code == 422
    assert "SVG, PNG" in response.json()["message"]


def test_without_scripts_it_leads_back(author: Client) -> None:
    upload = SimpleUploadedFile("a.svg", b"<svg/>")

    response = author.post(IMAGES, {"file": upload, "next": LESSON})

    assert response["Location"] == LESSON


def test_a_unit_that_is_not_there(author: Client) -> None:
    upload = SimpleUploadedFile("a.svg", b"<svg/>")

    assert author.post("/author/demo/nothing/images/", {"file": upload}).status_code == 404


def test_students_write_and_preview_nothing(working_course: Course) -> None:
    client = Client()
    user = person("X")
    join(working_course, user, Role.STUDENT)
    client.force_login(user)

    assert client.get(LESSON).status_code == 403
    assert client.post(PREVIEW, {"content": "x"}).status_code == 403
    assert client.post(IMAGES, {"file": SimpleUploadedFile("a.svg", b"")}).status_code == 403
