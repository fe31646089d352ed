"""The gradebook's page: who and what stands in it, filters, order, pages, and its export."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Coroutine, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from benchmarks.crowd import enroll
from courses.models import Course, Enrollment, Exercise, Section, Unit
from grader.gradebook import views_gradebook
from grader.gradebook.book import Filters, read_gradebook
from grader.gradebook.export import defused
from grader.gradebook.scoring import refresh
from grader.gradebook.views_gradebook import PAGE_SIZE
from grader.models import Grading, GradingPolicy, Score, ScoreOverride, State, Submission
from grader.queueing import queue
from tests.grader.cast import TITLE, make_exercise, make_student
from tests.grader.gradebook.test_scoring import finish

ADDRESS = "/teach/demo/gradebook/"
CSV = "/teach/demo/gradebook.csv"
Submit = Callable[..., Grading]
HOUR = timedelta(hours=1)


@pytest.fixture
def other(exercise: Exercise) -> User:
    """Another student, first by name."""
    user = make_student(exercise, "other@example.org")
    user.name = "Anna 가나다"
    user.save()
    return user


@pytest.fixture
def reader(client: Client, instructor: User) -> Client:
    """The instructor's browser."""
    client.force_login(instructor)
    return client


def page(reader: Client, **query: str | int) -> str:
    response = reader.get(ADDRESS, query)
    assert response.status_code == 200
    return response.content.decode()


def names(course: Course, **query: str) -> list[str]:
    return [person.shown_name for person in read_gradebook(course, Filters.from_query(query)).people]


@pytest.mark.usefixtures("student", "other")
def test_everybody_stands_in_it_by_name(exercise: Exercise) -> None:
    assert names(exercise.unit.course) == ["Anna 가나다", "student"]


def test_a_cell_says_score_and_marks_in_words(
    reader: Client, exercise: Exercise, student: User, submit: Submit
) -> None:
    finish(submit(), 7.5)
    submit()
    ScoreOverride.objects.create(exercise=exercise, student=student, score=9, reason="Oral")
    refresh(exercise)
    shown = page(reader)
    cell = shown[shown.index(f'id="cell-{student.pk}-{exercise.pk}"') :].partition("</td>")[0]
    assert f'href="{ADDRESS}{student.pk}/{exercise.pk}/"' in cell
    assert ">9<" in cell
    assert [words in cell for words in ("set by hand", "being judged", ", late", "problem")] == [
        True,
        True,
        False,
        False,
    ]


def test_a_total_is_weighted(reader: Client, exercise: Exercise, submit: Submit) -> None:
    Exercise.objects.filter(pk=make_exercise(exercise.unit, "heavy").pk).update(weight=3)
    finish(submit(), 10)
    assert "<strong>25%</strong>" in page(reader)


def test_the_lowest_is_dropped(reader: Client, exercise: Exercise, submit: Submit) -> None:
    GradingPolicy.objects.create(course=exercise.unit.course, dropped=1)
    make_exercise(exercise.unit, "weak")
    finish(submit(), 8)
    assert "<strong>80%</strong>" in page(reader)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "ANNA"}, ["Anna 가나다"]),
        ({"q": "가나"}, ["Anna 가나다"]),
        ({"q": "student@"}, ["student"]),
        ({"q": "nobody"}, []),
        ({"work": "missing"}, ["Anna 가나다"]),
        ({"work": "late"}, ["student"]),
        ({"work": "override"}, []),
        ({"work": "running"}, []),
        ({"work": "nonsense", "sort": "nonsense", "unit": "x", "section": "²"}, ["Anna 가나다", "student"]),
    ],
)
@pytest.mark.usefixtures("other")
def test_filters(exercise: Exercise, submit: Submit, query: dict[str, str], found: list[str]) -> None:
    exercise.due_at = timezone.now() - HOUR
    exercise.save()
    finish(submit(), 5)
    assert names(exercise.unit.course, **query) == found


def test_an_override_and_a_later_date_are_not_missing(exercise: Exercise, student: User, other: User) -> None:
    exercise.due_at = timezone.now() - HOUR
    exercise.save()
    ScoreOverride.objects.create(exercise=exercise, student=student, score=9, reason="Oral")
    exercise.extensions.create(student=other, due_at=timezone.now() + HOUR)
    refresh(exercise)
    assert names(exercise.unit.course, work="missing") == []


def test_a_problem_of_ours_can_be_looked_for(exercise: Exercise, student: User, submit: Submit) -> None:
    Grading.objects.filter(pk=submit().pk).update(state=State.ERROR)
    refresh(exercise)
    assert names(exercise.unit.course, work="problem") == [str(student)]


def test_one_section_and_one_unit(reader: Client, exercise: Exercise, student: User, other: User) -> None:
    course = exercise.unit.course
    section = Section.objects.create(course=course, name="A")
    Enrollment.objects.filter(user=other).update(section=section)
    second = Unit.objects.create(course=course, slug="second", title={"en": "Second", "ko": "둘째"}, position=1)
    make_exercise(second, "more")
    shown = page(reader, section=section.pk, unit=second.pk)
    assert ("Anna" in shown, "student@example.org" in shown) == (True, False)
    assert ("/second/exercises/more/" in shown, "/basics/exercises/double/" in shown) == (True, False)


@pytest.mark.parametrize(("sort", "first"), [("total", "Anna 가나다"), ("best", "student"), ("name", "Anna 가나다")])
@pytest.mark.usefixtures("other")
def test_the_order(exercise: Exercise, submit: Submit, sort: str, first: str) -> None:
    finish(submit(), 5)
    assert names(exercise.unit.course, sort=sort)[0] == first


def test_a_filter_looks_through_everybody_and_a_page_holds_a_hundred(reader: Client, exercise: Exercise) -> None:
    users = enroll(exercise.unit.course, PAGE_SIZE + 5)
    whole, second = page(reader), page(reader, page=2)
    found = page(reader, q=users[-1].email)
    assert (whole.count('scope="row"'), second.count('scope="row"'), found.count('scope="row"')) == (PAGE_SIZE, 5, 1)
    assert 'aria-rowindex="102"' in second


def test_the_filters_fetch_the_table_alone(reader: Client, student: User) -> None:
    part = reader.get(ADDRESS, {"q": "student"}, headers={"HX-Request": "true"}).content.decode()
    assert student.email in part
    assert "<html" not in part


def test_going_back_brings_the_whole_page(reader: Client) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "</html>" in reader.get(ADDRESS, headers=headers).content.decode()


def test_a_legend_says_what_the_marks_mean(reader: Client, student: User) -> None:
    shown = page(reader)
    legend = shown[shown.index("gb-legend") :].partition("</p>")[0]
    assert "#pencil-fill" in legend
    assert "set by hand" in legend


def test_names_are_escaped(reader: Client, other: User) -> None:
    User.objects.filter(pk=other.pk).update(name="<b>Eve</b>")
    assert "<b>Eve</b>" not in page(reader)


def test_a_gradebook_without_students_says_so(reader: Client) -> None:
    assert "No student has joined the course yet." in page(reader)
    assert "No student fits all of this." in page(reader, q="x")


def sent(response: Any) -> Iterator[bytes]:
    """Return the pieces of an answer that is streamed, without an event loop: a browser test may have left one here."""
    pieces = aiter(response.streaming_content)
    while True:
        try:
            anext(pieces).send(None)
        except StopIteration as piece:
            yield piece.value
        except StopAsyncIteration:
            return


class TestExport:
    """The gradebook as CSV."""

    @pytest.fixture(autouse=True)
    def _in_this_thread(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What a piece reads is read at once, where the test's transaction is."""

        def at_once(read: Callable[..., str]) -> Callable[..., Coroutine[Any, Any, str]]:
            async def answer(*arguments: object) -> str:
                return read(*arguments)

            return answer

        monkeypatch.setattr(views_gradebook, "sync_to_async", at_once)

    def lines(self, reader: Client, **query: str | int) -> list[list[str]]:
        response = reader.get(CSV, query)
        assert response.status_code == 200
        text = b"".join(sent(response)).decode()
        assert text.startswith("\ufeff")
        return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    def test_it_has_what_the_page_has(
        self, reader: Client, exercise: Exercise, student: User, other: User, submit: Submit
    ) -> None:
        finish(submit(), 7.5)
        assert self.lines(reader) == [
            ["Name", "E-mail", "Section", "A test: A test (10)", "Total", "of", "%"],
            ["Anna 가나다", "other@example.org", "", "", "0", "10", "0"],
            ["student", "student@example.org", "", "7.5", "7.5", "10", "75"],
        ]
        assert [line[1] for line in self.lines(reader, q="anna")[1:]] == ["other@example.org"]

    def test_marks_stand_in_columns_of_their_own(
        self, reader: Client, exercise: Exercise, student: User, submit: Submit
    ) -> None:
        grading = submit()
        finish(grading, 7.5)
        GradingPolicy.objects.create(course=exercise.unit.course, late_penalty=10)
        Exercise.objects.update(due_at=timezone.now() - HOUR)
        ScoreOverride.objects.create(exercise=exercise, student=student, score=3, reason="x")
        refresh(exercise)
        heading, line = self.lines(reader, marks=1)
        assert heading[4] == "A test: A test (10): marks"
        assert line[3:5] == ["3", "late set by hand"]

    @pytest.mark.parametrize(
        ("text", "safe"),
        [
            ("=1+1", "'=1+1"),
            ("+82 10", "'+82 10"),
            ("-x", "'-x"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            (" =1+1", "' =1+1"),
            ("\uff1d1+1", "'\uff1d1+1"),
            ("-5", "-5"),
            ("-5.25", "-5.25"),
            ("가나다", "가나다"),
            ("a=b", "a=b"),
            ("", ""),
        ],
    )
    def test_no_text_starts_a_formula(self, text: str, safe: str) -> None:
        assert defused(text) == safe

    def test_a_name_that_is_a_formula_is_sent_defused(self, reader: Client, other: User) -> None:
        User.objects.filter(pk=other.pk).update(name='=HYPERLINK("http://x")')
        assert self.lines(reader)[1][0] == '\'=HYPERLINK("http://x")'

    def test_the_file_has_a_name_with_the_date(self, reader: Client) -> None:
        disposition = reader.get(CSV).headers["Content-Disposition"]
        assert disposition == f'attachment; filename="demo-{timezone.localdate():%Y-%m-%d}.csv"'

    def test_it_comes_in_pieces(self, reader: Client, exercise: Exercise) -> None:
        enroll(exercise.unit.course, 250)
        pieces = list(sent(reader.get(CSV)))
        assert len(pieces) == 4


@pytest.mark.parametrize("address", [ADDRESS, CSV])
def test_only_those_who_teach_may(
    client: Client, exercise: Exercise, student: User, outsider: User, address: str
) -> None:
    guest = client.get(address).status_code
    for user in (student, outsider):
        client.force_login(user)
        assert client.get(address).status_code == 403
    assert guest == 302


def test_a_claimed_grading_is_still_under_way(exercise: Exercise, student: User, submit: Submit) -> None:
    queue.claim(submit().pk)
    assert Score.objects.get(student=student).is_under_way
    assert Submission.objects.count() == 1


def test_titles_are_in_the_readers_language(reader: Client, exercise: Exercise, student: User) -> None:
    exercise.title = {**TITLE, "ko": "두 배"}
    exercise.save()
    assert "두 배" in reader.get(ADDRESS, headers={"Accept-Language": "ko"}).content.decode()
