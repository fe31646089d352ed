"""The pages of what is taught, for guests, students and those who join."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import Course, Enrollment, Lesson, Role, Unit, UnitFile
from tests.grader.cast import make_exercise

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def course(db: None) -> Course:
    """A course of one unit with two lessons, one exercise and one figure."""
    course = Course.objects.create(slug="demo", title={"en": "Demo course", "ko": "시범 과정"})
    unit = Unit.objects.create(course=course, slug="basics", title={"en": "Basics", "ko": "기초"})
    for position, slug in enumerate(("first", "second")):
        body = {"en": f"# {slug.title()}\n\nEnglish **text**", "ko": f"# {slug}\n\n한국어 **글(text)**은"}
        Lesson.objects.create(
            unit=unit, slug=slug, position=position, title={"en": slug.title(), "ko": slug}, body=body
        )
    UnitFile.objects.create(unit=unit, path="figures/a.svg", content=SVG, content_hash=hashlib.sha256(SVG).hexdigest())
    make_exercise(unit, "double")
    return course


@pytest.fixture
def student(db: None) -> User:
    return User.objects.create_user("student@example.org", name="Sam")


def lesson_address(slug: str) -> str:
    return reverse("courses:lesson", args=["demo", "basics", slug])


def file_address(path: str) -> str:
    return reverse("courses:file", args=["demo", "basics", path])


@pytest.mark.usefixtures("course")
def test_home_lists_the_courses(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "Demo course" in page
    assert "2 lessons" in page
    assert "1 exercise<" in page


def test_a_guest_is_asked_to_sign_in_before_joining(client: Client, course: Course) -> None:
    page = client.get(course.get_absolute_url())
    assert f"{reverse('account_login')}?next={course.get_absolute_url()}" in page.content.decode()


def test_joining_makes_a_student(client: Client, course: Course, student: User) -> None:
    client.force_login(student)
    response = client.post(reverse("courses:enroll", args=["demo"]))
    assert response.headers["Location"] == course.get_absolute_url()
    assert Enrollment.objects.get(course=course, user=student).role == Role.STUDENT


def test_joining_again_changes_nothing(client: Client, course: Course, student: User) -> None:
    Enrollment.objects.create(course=course, user=student, role=Role.INSTRUCTOR)
    client.force_login(student)
    client.post(reverse("courses:enroll", args=["demo"]))
    assert Enrollment.objects.get(course=course, user=student).role == Role.INSTRUCTOR


def test_joining_needs_a_post(client: Client, course: Course, student: User) -> None:
    client.force_login(student)
    assert client.get(reverse("courses:enroll", args=["demo"])).status_code == 405
    assert not Enrollment.objects.filter(course=course).exists()


def test_the_course_page_shows_a_students_progress(client: Client, course: Course, student: User) -> None:
    Enrollment.objects.create(course=course, user=student)
    client.force_login(student)
    page = client.get(course.get_absolute_url()).content.decode()
    assert "0 of 10 points" in page
    assert "0 of 1 exercises complete" in page


@pytest.mark.usefixtures("course")
def test_a_lesson_is_read_in_the_readers_language(client: Client) -> None:
    english = client.get(lesson_address("first"), headers={"Accept-Language": "en"}).content.decode()
    korean = client.get(lesson_address("first"), headers={"Accept-Language": "ko"}).content.decode()
    assert "English <strong>text</strong>" in english
    assert "한국어 <strong>글(text)</strong>은" in korean
    assert '<html lang="ko">' in korean


@pytest.mark.usefixtures("course")
def test_a_lesson_leads_on_to_its_neighbors(client: Client) -> None:
    first = client.get(lesson_address("first")).content.decode()
    second = client.get(lesson_address("second")).content.decode()
    assert f'rel="next" href="{lesson_address("second")}"' in first
    assert 'rel="prev"' not in first
    assert f'rel="prev" href="{lesson_address("first")}"' in second


def test_a_retired_units_lesson_is_not_found(client: Client, course: Course) -> None:
    course.units.update(retired=True)
    assert client.get(lesson_address("first")).status_code == 404


@pytest.mark.usefixtures("course")
def test_a_figure_can_run_nothing(client: Client) -> None:
    response = client.get(file_address("figures/a.svg"))
    assert response.content == SVG
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.usefixtures("course")
def test_a_figure_that_a_browser_has_is_not_sent_again(client: Client) -> None:
    tag = client.get(file_address("figures/a.svg")).headers["ETag"]
    assert client.get(file_address("figures/a.svg"), headers={"If-None-Match": tag}).status_code == 304


def test_a_file_that_browsers_cannot_show_is_a_download(client: Client, course: Course) -> None:
    unit = course.units.get()
    UnitFile.objects.create(unit=unit, path="page.html", content=b"<script>", content_hash="0" * 64)
    response = client.get(file_address("page.html"))
    assert response.headers["Content-Disposition"] == "attachment"
    assert response.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("path", ["figures/b.svg", "../course.yaml", "figures/../../course.yaml"])
def test_other_files_are_not_found(client: Client, path: str) -> None:
    assert client.get(file_address(path)).status_code == 404


@pytest.mark.usefixtures("course")
def test_the_language_switch_keeps_the_place(client: Client) -> None:
    place = lesson_address("second")
    response = client.post(reverse("set_language"), {"language": "ko", "next": place})
    assert response.headers["Location"] == place
    assert "한국어 <strong>" in client.get(place).content.decode()


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("address", ["/", "/courses/demo/", "/courses/demo/basics/lessons/first/", "/accounts/login/"])
def test_no_page_has_anything_inline(client: Client, address: str) -> None:
    response = client.get(address)
    page = response.content.decode()
    assert "unsafe-" not in response.headers["Content-Security-Policy"]
    for sign in (" style=", "<style", " onclick=", "javascript:", "<script>"):
        assert sign not in page


@pytest.mark.usefixtures("course")
def test_an_unknown_page_says_so_in_korean(client: Client) -> None:
    response = client.get("/nowhere/", headers={"Accept-Language": "ko"})
    assert response.status_code == 404
    assert "없는 페이지입니다." in response.content.decode()


def test_a_file_of_an_unlisted_course_is_kept_by_no_shared_cache(client: Client, course: Course, student: User) -> None:
    Course.objects.update(is_listed=False)
    Enrollment.objects.create(course=course, user=student)
    client.force_login(student)

    answer = client.get(file_address("figures/a.svg"), {"v": "1"})

    assert answer["Cache-Control"].startswith("private")


def test_an_unlisted_course_and_its_pages_are_not_there_for_guests(client: Client, course: Course) -> None:
    Course.objects.update(is_listed=False)
    addresses = [course.get_absolute_url(), lesson_address("first"), file_address("figures/a.svg")]

    statuses = [client.get(address).status_code for address in addresses]

    assert statuses == [404, 404, 404]
    assert "Demo course" not in client.get("/").content.decode()
