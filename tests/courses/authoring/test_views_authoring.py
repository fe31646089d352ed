"""The pages on which courses are made, outlined, published, exported and imported."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from courses.authoring import working_copy
from courses.authoring.creating import create_course
from courses.authoring.outline_edits import Details, add_exercise, add_lesson, add_unit
from courses.authoring.publishing import publish_texts
from courses.folders.archive import pack
from courses.models import Course, Enrollment, Lesson, Origin, Role, Unit
from tests.courses.authors import person
from tests.courses.examples import exercise_files

OUTLINE = "/author/demo/"
TITLES = {"title_en": "More", "title_ko": "더"}
WRITING = [
    (OUTLINE, "get"),
    ("/author/demo/move/", "post"),
    ("/author/demo/details/", "get"),
    ("/author/demo/add-unit/", "post"),
    ("/author/demo/import/", "post"),
    ("/author/demo/export.zip", "get"),
    ("/author/demo/copy/", "get"),
    ("/author/demo/publish/", "post"),
    ("/author/demo/basics/details/", "post"),
    ("/author/demo/basics/remove/", "post"),
    ("/author/demo/basics/add-lesson/", "post"),
    ("/author/demo/basics/add-exercise/", "post"),
    ("/author/demo/basics/lessons/lesson/title/", "post"),
    ("/author/demo/basics/lessons/lesson/remove/", "post"),
    ("/author/demo/basics/exercises/double/title/", "post"),
    ("/author/demo/basics/exercises/double/remove/", "post"),
    ("/author/demo/basics/exercises/double/export.zip", "get"),
    ("/author/demo/basics/exercises/double/import/", "post"),
]
READING = {OUTLINE, "/author/demo/export.zip", "/author/demo/basics/exercises/double/export.zip"}


@pytest.fixture
def author(client: Client, written: Course, ina: User) -> Client:
    """The course's owner, signed in."""
    client.force_login(ina)
    return client


def member(course: Course, role: Role) -> User:
    user = person(str(role.label))
    Enrollment.objects.create(course=course, user=user, role=role)
    return user


def zipped(files: dict[str, bytes]) -> SimpleUploadedFile:
    return SimpleUploadedFile("folder.zip", pack(files), content_type="application/zip")


@pytest.mark.parametrize(("address", "method"), WRITING)
def test_students_outsiders_and_guests_may_nothing(written: Course, address: str, method: str) -> None:
    clients = {"student": Client(), "outsider": Client(), "guest": Client()}
    clients["student"].force_login(member(written, Role.STUDENT))
    clients["outsider"].force_login(person("Outsider"))

    codes = {name: getattr(client, method)(address).status_code for name, client in clients.items()}

    assert codes == {"student": 403, "outsider": 404, "guest": 302}
    assert working_copy.files_under(written)["course.yaml"]


@pytest.mark.parametrize(("address", "method"), WRITING)
def test_a_course_from_files_is_read_only(author: Client, written: Course, address: str, method: str) -> None:
    Course.objects.update(origin=Origin.FILES)
    publish_texts(written, written.enrollments.get().user)

    response = getattr(author, method)(address)

    if address in READING or address.endswith("copy/"):
        assert response.status_code == (404 if "exercises" in address else 200)
    else:
        assert response.status_code == 403
        assert "Copy the course to adapt it" in response.content.decode()


def test_an_assistant_writes_and_does_not_publish(client: Client, written: Course) -> None:
    client.force_login(member(written, Role.ASSISTANT))

    assert client.get(OUTLINE).status_code == 200
    assert "Publish texts" not in client.get(OUTLINE).content.decode()
    assert client.post("/author/demo/publish/").status_code == 403


def test_only_who_may_create_courses_makes_one(client: Client, written: Course) -> None:
    client.force_login(member(written, Role.ASSISTANT))

    assert client.post("/author/new/", {**TITLES, "slug": "mine"}).status_code == 403
    assert client.post("/author/demo/copy/", {**TITLES, "slug": "mine"}).status_code == 403
    assert Course.objects.count() == 1


def test_a_course_is_made_with_a_name_of_its_title(author: Client) -> None:
    response = author.post("/author/new/", {"title_en": "A new one", "about_ko": "소개"})

    made = Course.objects.get(slug="a-new-one")
    assert response.headers["Location"] == "/author/a-new-one/"
    assert (made.title, made.description) == ({"en": "A new one", "ko": "A new one"}, {"en": "소개", "ko": "소개"})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title_en": "", "slug": "x"}, "A title in one language at least is needed."),
        ({"title_ko": "새 과정"}, "Give it a name of small letters"),
        ({"title_en": "Demo"}, "There is a course “demo” already"),
        ({"title_en": "X", "slug": "new"}, "is used for something else here"),
    ],
)
def test_a_wrong_form_comes_back_filled_in(author: Client, fields: dict[str, str], words: str) -> None:
    response = author.post("/author/new/", {**fields, "about_en": "What I wrote"})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert "What I wrote" in response.content.decode()


def test_a_course_is_made_of_a_zip(author: Client, written: Course) -> None:
    files = working_copy.files_under(written)

    author.post("/author/new/", {"slug": "from-zip", "archive": zipped(files)})

    made = Course.objects.get(slug="from-zip")
    assert working_copy.files_under(made) == files
    assert made.title["en"] == "Demo"


def test_a_broken_zip_is_named_line_by_line(author: Client) -> None:
    response = author.post("/author/new/", {"slug": "from-zip", "archive": zipped({"course.yaml": b"units: []\n"})})

    assert response.status_code == 422
    assert "“title” is missing" in response.content.decode()


def test_the_home_lists_what_i_write_with_its_state(author: Client, ina: User) -> None:
    create_course(ina, "done", Details(title={"en": "Done", "ko": "끝"}, about={"en": "D", "ko": "d"}))

    page = author.get("/author/").content.decode()

    assert (page.count("unpublished changes"), page.count("everything is published")) == (1, 1)
    assert OUTLINE in page


def test_parts_are_added_from_the_outline(author: Client, written: Course) -> None:
    author.post("/author/demo/add-unit/", {**TITLES, "slug": "more"})
    author.post("/author/demo/more/add-lesson/", {**TITLES, "slug": "first"})
    author.post("/author/demo/more/add-exercise/", {**TITLES, "kind": "notebook", "environment": "keras"})
    author.post(
        "/author/demo/more/add-exercise/",
        {"kind": "zip", "environment": "numpy", "slug": "zipped", "archive": zipped(exercise_files())},
    )

    page = author.get(OUTLINE).content.decode()

    paths = working_copy.files_under(written, "more").keys()
    assert {"unit.yaml", "lesson-first.ko.md", "more/starter.ipynb", "zipped/starter.py"} <= paths
    assert "/author/demo/more/exercises/zipped/export.zip" in page


def test_a_taken_name_is_said_in_the_form(author: Client) -> None:
    response = author.post("/author/demo/add-unit/", {**TITLES, "slug": "basics"})

    assert response.status_code == 422
    assert "There is a “basics” already" in response.content.decode()


def units(course: Course) -> list[str]:
    return [line.strip("- ") for line in working_copy.files_under(course)["course.yaml"].decode().splitlines()[-2:]]


def test_a_move_without_scripts_goes_back_to_the_outline(author: Client, written: Course, ina: User) -> None:
    add_unit(written, ina, "more", Details(title={"en": "More", "ko": "더"}, about={"en": "M", "ko": "m"}))

    response = author.post("/author/demo/move/", {"part": "unit", "slug": "more", "to": "0", "revision": "2"})

    assert response.headers["Location"] == f"{OUTLINE}#unit-more"
    assert units(written) == ["more", "basics"]


def test_a_move_with_scripts_answers_with_what_is_to_be_said(author: Client, written: Course, ina: User) -> None:
    add_unit(written, ina, "more", Details(title={"en": "More", "ko": "더"}, about={"en": "M", "ko": "m"}))

    response = author.post(
        "/author/demo/move/",
        {"part": "unit", "slug": "more", "to": "0", "revision": "2"},
        headers={"HX-Request": "true"},
    )

    assert "“More” is now at place 1." in response.content.decode()


def test_a_stale_move_is_refused_and_said(author: Client, written: Course, ina: User) -> None:
    add_unit(written, ina, "more", Details(title={"en": "More", "ko": "더"}, about={"en": "M", "ko": "m"}))

    response = author.post("/author/demo/move/", {"part": "unit", "slug": "more", "to": "0", "revision": "1"})

    assert response.status_code == 409
    assert "Somebody has changed this order meanwhile" in response.content.decode()
    assert units(written) == ["basics", "more"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"part": "page", "slug": "x", "to": "0", "revision": "1"},
        {"part": "unit", "slug": "x", "to": "a", "revision": "1"},
    ],
)
def test_a_move_of_nothing_is_a_bad_request(author: Client, fields: dict[str, str]) -> None:
    assert author.post("/author/demo/move/", fields).status_code == 400


def test_a_stale_title_comes_back_with_both(author: Client, written: Course) -> None:
    page = author.get("/author/demo/basics/details/")
    shown = page.context["shown"]
    first = {"title_en": "First", "title_ko": "첫째", "about_en": "A", "about_ko": "가", "shown": shown}
    author.post("/author/demo/basics/details/", first)

    stale = author.post("/author/demo/basics/details/", {**first, "title_en": "Mine"})
    again = author.post("/author/demo/basics/details/", {**first, "title_en": "Mine", "shown": stale.context["shown"]})

    assert stale.status_code == 409
    assert "“First”" in stale.content.decode()
    assert 'value="Mine"' in stale.content.decode()
    assert again.status_code == 302
    assert b"Mine" in working_copy.files_under(written)["basics/unit.yaml"]


def test_removing_asks_first(author: Client, written: Course) -> None:
    address = "/author/demo/basics/exercises/double/remove/"

    asked = author.get(address)
    before = working_copy.files_under(written, "basics/double")
    author.post(address, {"seen": asked.context["seen"]})

    assert "Remove “Double it”?" in asked.content.decode()
    assert before
    assert not working_copy.files_under(written, "basics/double")
    assert author.post(address).status_code == 404


def test_nothing_is_removed_that_somebody_has_saved_since(author: Client, written: Course, ina: User) -> None:
    address = "/author/demo/basics/exercises/double/remove/"
    seen = author.get(address).context["seen"]
    starter = working_copy.find(written, "basics/double/starter.py")
    assert starter is not None
    working_copy.save(written, ina, starter.path, b"x = 1\n", starter.revision)

    response = author.post(address, {"seen": seen})

    assert response.status_code == 409
    assert "Somebody has changed these files meanwhile" in response.content.decode()
    assert working_copy.find(written, starter.path) is not None
    assert author.post(address, {"seen": response.context["seen"]}).status_code == 302


@pytest.mark.parametrize("path", ["basics/lesson.en.md", "basics/unit.yaml"])
def test_nothing_is_published_that_was_not_shown(author: Client, written: Course, ina: User, path: str) -> None:
    seen = author.get("/author/demo/publish/").context["seen"]
    file = working_copy.find(written, path)
    assert file is not None
    working_copy.save(written, ina, path, bytes(file.content) + b"\n", file.revision)

    response = author.post("/author/demo/publish/", {"seen": seen})

    assert response.status_code == 409
    assert "has changed since this page was shown" in response.content.decode()
    assert not Lesson.objects.exists()


def test_work_on_an_exercise_stops_no_publishing_of_texts(author: Client, written: Course, ina: User) -> None:
    seen = author.get("/author/demo/publish/").context["seen"]
    starter = working_copy.find(written, "basics/double/starter.py")
    assert starter is not None
    working_copy.save(written, ina, starter.path, b"x = 1\n", starter.revision)

    assert author.post("/author/demo/publish/", {"seen": seen}).status_code == 302


def test_publishing_says_first_what_will_change(author: Client, written: Course) -> None:
    page = author.get("/author/demo/publish/")
    asked = page.content.decode()
    assert not Lesson.objects.exists()

    author.post("/author/demo/publish/", {"seen": page.context["seen"]})

    assert "Doubling" in asked
    assert "Double it" in asked
    assert Lesson.objects.get().title["en"] == "Doubling"
    assert "There is nothing to publish" in author.get("/author/demo/publish/").content.decode()


def test_publishing_broken_texts_lists_the_lines(author: Client, written: Course, ina: User) -> None:
    lesson = working_copy.find(written, "basics/lesson.en.md")
    assert lesson is not None
    working_copy.save(written, ina, lesson.path, b"# T\n\n![x](figures/none.svg)\n", lesson.revision)

    response = author.post("/author/demo/publish/")

    assert response.status_code == 422
    assert "basics/lesson.en.md:3" in response.content.decode()
    assert not Unit.objects.filter(retired=False).exists()


def test_an_export_goes_in_again_after_a_look(author: Client, written: Course) -> None:
    address = "/author/demo/basics/exercises/double/"
    exported = author.get(f"{address}export.zip").content
    changed = zipped(exercise_files(**{"starter.py": b"changed\n"}))
    author.post(f"{address}import/", {"archive": changed})
    before = working_copy.files_under(written, "basics/double")["starter.py"]
    looked = author.post(f"{address}import/", {"archive": SimpleUploadedFile("x.zip", exported)})

    author.post(f"{address}import/", {"mark": looked.context["mark"], "seen": looked.context["effect"].seen})

    assert before != b"changed\n"
    assert author.get(f"{address}export.zip").content == exported


def test_a_whole_course_is_replaced_after_a_look(author: Client, written: Course) -> None:
    files = {**working_copy.files_under(written), "basics/lesson.ko.md": "# 새로\n".encode()}
    looked = author.post("/author/demo/import/", {"archive": zipped(files)})

    author.post("/author/demo/import/", {"mark": looked.context["mark"], "seen": looked.context["effect"].seen})

    assert "basics/lesson.ko.md" in looked.content.decode()
    assert author.get("/author/demo/export.zip").content == pack(files)


def test_a_forgotten_zip_is_asked_for_again(author: Client) -> None:
    response = author.post("/author/demo/import/", {"mark": "none", "seen": "none"})

    assert response.status_code == 422
    assert "Choose it again" in response.content.decode()


@pytest.mark.parametrize("upload", [None, b"no zip"])
def test_what_is_no_zip_is_refused(author: Client, upload: bytes | None) -> None:
    fields = {"archive": SimpleUploadedFile("x.zip", upload)} if upload else {}

    response = author.post("/author/demo/import/", fields)

    assert response.status_code == 422
    assert "This field is required" in response.content.decode() or "not a readable zip" in response.content.decode()


def test_no_page_takes_more_queries_for_a_longer_course(author: Client, written: Course, ina: User) -> None:
    def count(address: str) -> int:
        author.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert author.get(address).status_code == 200
        return len(seen)

    addresses = ("/author/", OUTLINE, "/author/demo/publish/")
    publish_texts(written, ina)
    few = [count(address) for address in addresses]
    for number in range(4):
        add_unit(written, ina, f"unit-{number}", Details(title={"en": "U", "ko": "u"}, about={"en": "U", "ko": "u"}))
        add_lesson(written, ina, f"unit-{number}", "lesson", {"en": "L", "ko": "l"})
        add_exercise(written, ina, f"unit-{number}", "double", exercise_files())
    publish_texts(written, ina)

    assert [count(address) for address in addresses] == few


def test_the_addresses_are_those_that_others_link_to() -> None:
    keys = {"course": "demo", "unit": "basics", "exercise": "double"}
    reversed_: Callable[..., str] = reverse
    assert reversed_("courses:outline", args=["demo"]) == OUTLINE
    assert reversed_("courses:export_exercise", kwargs=keys) == "/author/demo/basics/exercises/double/export.zip"
