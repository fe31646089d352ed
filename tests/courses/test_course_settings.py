"""A course's settings: texts, listing, joining."""

from __future__ import annotations

import pytest
import yaml
from django.test import Client

from accounts.models import User
from courses.authoring.working_copy import NEW, find, save
from courses.models import Course, Joining, Origin, Role
from tests.courses.class_cast import audited, join_as, make_course

PAGE = "/teach/demo/settings/"
TEXTS = {"title_en": "New", "title_ko": "새 과정", "description_en": "What it is.", "description_ko": "무엇인지."}
COURSE_YAML = b"title: {en: Old, ko: old}\ndescription: {en: Old, ko: old}\nunits: [basics]\n"


@pytest.fixture
def course(db: None) -> Course:
    return make_course(origin=Origin.SITE)


@pytest.fixture
def instructor(course: Course, client: Client) -> User:
    user = join_as(course, Role.INSTRUCTOR).user
    client.force_login(user)
    return user


@pytest.mark.usefixtures("instructor")
def test_texts_in_both_languages(client: Client, course: Course) -> None:
    client.post(PAGE, {**TEXTS, "is_listed": "on", "joining": "open"})
    course.refresh_from_db()
    assert course.title == {"en": "New", "ko": "새 과정"}
    assert course.description == {"en": "What it is.", "ko": "무엇인지."}
    assert ("settings", "title (ko)", "테스트", "새 과정") in audited(course)
    assert len(audited(course)) == 4


def test_texts_go_into_the_working_copy_too(client: Client, course: Course, instructor: User) -> None:
    save(course, instructor, "course.yaml", COURSE_YAML, NEW)
    client.post(PAGE, {**TEXTS, "is_listed": "on", "joining": "open"})
    file = find(course, "course.yaml")
    assert file is not None
    assert yaml.safe_load(bytes(file.content)) == {
        "title": {"en": "New", "ko": "새 과정"},
        "description": {"en": "What it is.", "ko": "무엇인지."},
        "units": ["basics"],
    }


def test_comments_of_the_working_copy_stay(client: Client, course: Course, instructor: User) -> None:
    save(course, instructor, "course.yaml", COURSE_YAML + b"# Ends in June.\n", NEW)

    client.post(PAGE, {**TEXTS, "joining": "open"})

    file = find(course, "course.yaml")
    assert file is not None
    assert bytes(file.content).endswith(b"units: [basics]\n# Ends in June.\n")


def test_a_working_copy_that_is_broken_is_left_alone(client: Client, course: Course, instructor: User) -> None:
    save(course, instructor, "course.yaml", b"title: [", NEW)
    assert client.post(PAGE, {**TEXTS, "joining": "open"}).status_code == 302
    file = find(course, "course.yaml")
    assert file is not None
    assert bytes(file.content) == b"title: ["


@pytest.mark.usefixtures("instructor")
def test_texts_of_a_course_of_files_are_only_read(client: Client, course: Course) -> None:
    Course.objects.update(origin=Origin.FILES)
    page = client.get(PAGE).content.decode()
    assert "title_en" not in page
    assert "its texts stand in course.yaml" in page
    client.post(PAGE, {**TEXTS, "joining": "invited"})
    course.refresh_from_db()
    assert course.title["en"] == "A test"
    assert (course.is_listed, course.joining) == (False, "invited")
    assert audited(course) == [
        ("settings", "shown to everyone", "True", "False"),
        ("settings", "joining", "open", "invited"),
    ]


@pytest.mark.usefixtures("instructor")
def test_a_bad_form_comes_back_filled_in_and_changes_nothing(client: Client, course: Course) -> None:
    response = client.post(PAGE, {**TEXTS, "title_ko": "", "joining": "whatever"})
    assert response.status_code == 422
    assert 'value="New"' in response.content.decode()
    course.refresh_from_db()
    assert course.title["en"] == "A test"
    assert audited(course) == []


@pytest.mark.usefixtures("instructor")
def test_choosing_the_code_makes_one(client: Client, course: Course) -> None:
    client.post(PAGE, {**TEXTS, "is_listed": "on", "joining": "code"})
    course.refresh_from_db()
    assert course.joining == Joining.CODE
    assert course.join_code
    page = client.get(PAGE).content.decode()
    assert f"{course.join_code[:4]}-{course.join_code[4:]}" in page
    assert f"http://testserver/join/{course.join_code}/" in page


@pytest.mark.usefixtures("instructor")
def test_a_code_that_was_switched_off_stays_off_when_other_settings_change(client: Client, course: Course) -> None:
    Course.objects.update(joining=Joining.CODE)
    client.post(PAGE, {**TEXTS, "joining": "code"})
    course.refresh_from_db()
    assert course.join_code is None


@pytest.mark.usefixtures("instructor")
def test_nothing_changed_is_nothing_recorded(client: Client, course: Course) -> None:
    client.post(PAGE, {**TEXTS, "is_listed": "on", "joining": "open"})
    count = len(audited(course))
    client.post(PAGE, {**TEXTS, "is_listed": "on", "joining": "open"})
    assert len(audited(course)) == count


@pytest.mark.usefixtures("instructor")
def test_what_somebody_else_has_set_meanwhile_stays(client: Client, course: Course) -> None:
    before = {f"initial-{name}": value for name, value in TEXTS.items()}
    theirs = {"en": "Theirs", "ko": TEXTS["description_ko"]}
    Course.objects.update(is_listed=False, description=theirs, title={"en": "New", "ko": TEXTS["title_ko"]})
    sent = {**TEXTS, **before, "initial-is_listed": "True", "is_listed": "on", "joining": "open"}

    response = client.post(PAGE, {**sent, "title_en": "Mine"})

    course.refresh_from_db()
    assert response.status_code == 302
    assert (course.title["en"], course.description["en"], course.is_listed) == ("Mine", "Theirs", False)


def test_texts_that_are_not_published_yet_stay_in_the_working_copy(
    client: Client, course: Course, instructor: User
) -> None:
    save(course, instructor, "course.yaml", COURSE_YAML, NEW)
    Course.objects.update(title={"en": "A", "ko": "B"}, description={"en": "C", "ko": "D"})
    sent = {"title_en": "A", "title_ko": "B", "description_en": "Other", "description_ko": "D", "joining": "open"}

    client.post(PAGE, sent)

    file = find(course, "course.yaml")
    assert file is not None
    assert yaml.safe_load(bytes(file.content))["description"] == {"en": "Other", "ko": "old"}
    assert yaml.safe_load(bytes(file.content))["title"] == {"en": "Old", "ko": "old"}
