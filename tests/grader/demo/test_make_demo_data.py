"""The demonstration course: really graded, repeatable, and nowhere that it should not be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import User
from courses.folders.exercise_folder import folder_of
from courses.loading import load_content
from courses.models import Course, Enrollment, Exercise
from grader.demo import flaw
from grader.judging.judging import judge
from grader.management.commands import make_demo_data
from grader.models import EventKind, Grading, GradingEvent, HintOpening, Run, Submission, TestResult
from sandbox import Client
from tests.courses.examples import write_course


@pytest.fixture
def embedded(
    db: None, settings: Settings, tmp_path: Path, sandbox_socket: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An embedded site with a tiny course, whose demonstration data the session's sandbox judges."""
    settings.DEMO_ACCOUNTS = True
    settings.DATA_DIR = tmp_path
    write_course(tmp_path / "content")
    load_content(tmp_path / "content")
    User.objects.create_user("instructor@example.org")

    @contextmanager
    def there_already(_environments: list[str], _slots: int) -> Iterator[Path]:
        yield sandbox_socket

    monkeypatch.setattr(make_demo_data, "private_server", there_already)


def make(**options: object) -> str:
    output = StringIO()
    chosen = {"source": "demo", "students": 12, "jobs": 2, **options}
    call_command("make_demo_data", stdout=output, stderr=StringIO(), **chosen)
    return output.getvalue()


@pytest.mark.usefixtures("embedded")
def test_stored_gradings_are_what_the_sandbox_says(sandbox_socket: Path) -> None:
    told = make()

    exercise = Exercise.objects.get(unit__course__slug="demo-term")
    assert exercise.current is not None
    folder, client = folder_of(exercise.current), Client(sandbox_socket)
    sources = {one.work.content: one for one in Grading.objects.filter(submission__isnull=False)}
    assert len(sources) >= 3
    for content, grading in sources.items():
        verdict = judge(client, folder, "code", content)
        stored = TestResult.objects.filter(grading=grading).values_list("test_id", "outcome", "points", "message")
        assert (grading.state, grading.score) == (verdict.status, verdict.score)
        assert list(stored) == [(one.id, one.outcome, one.points, one.message) for one in verdict.reports]
    assert f"{Submission.objects.count()} submissions" in told


@pytest.mark.usefixtures("embedded")
def test_runs_show_the_public_part_and_no_word_of_hidden_tests() -> None:
    make()

    for grading in Grading.objects.filter(run__isnull=False):
        assert not grading.results.filter(hidden=True).exists()
        assert grading.max_score == Decimal(4)
        collected = grading.events.filter(kind=EventKind.COLLECTED).values_list("data__tests", flat=True).first()
        assert collected is None or [test["hidden"] for test in collected] == [False]
    assert Run.objects.exists()
    told = GradingEvent.objects.filter(grading__run__isnull=False, kind=EventKind.TEST)
    assert {name.rpartition("::")[2] for name in told.values_list("data__id", flat=True)} == {"test_one"}


@pytest.mark.usefixtures("embedded")
def test_events_are_numbered_and_end_with_the_grading() -> None:
    make()

    for grading in Grading.objects.all()[:20]:
        events = list(grading.events.all())
        assert [one.number for one in events] == list(range(1, len(events) + 1))
        assert (events[0].kind, events[1].kind, events[-1].kind) == ("queued", "started", "finished")
        assert events[-1].created_at == grading.finished_at
        assert events[-1].data["state"] == grading.state


@pytest.mark.usefixtures("embedded")
def test_a_second_call_changes_nothing_and_again_makes_the_same_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    make()
    before = list(Submission.objects.order_by("pk").values_list("student__email", "content", "created_at"))
    told = make()
    unchanged = Submission.objects.order_by("pk").first()
    monkeypatch.setattr("grader.demo.recordings.judge", None)  # Everything is known: nothing is judged.
    make(again=True)

    assert "is there" in told
    assert unchanged is not None
    assert not Submission.objects.filter(pk=unchanged.pk).exists()
    after = list(Submission.objects.order_by("pk").values_list("student__email", "content", "created_at"))
    assert [row[:2] for row in after] == [row[:2] for row in before]
    assert Course.objects.filter(slug="demo-term").count() == 1


@pytest.mark.usefixtures("embedded")
def test_the_course_copied_from_is_left_alone() -> None:
    before = (Exercise.objects.get().current_id, Enrollment.objects.count())
    make()

    original = Exercise.objects.get(unit__course__slug="demo")
    assert (original.current_id, Enrollment.objects.filter(course__slug="demo").count()) == before
    assert not Submission.objects.filter(exercise=original).exists()
    assert not HintOpening.objects.filter(exercise=original).exists()
    roles = Enrollment.objects.filter(course__slug="demo-term").order_by("role").values_list("role", flat=True)
    assert sorted(set(roles)) == ["assistant", "owner", "student"]
    assert not any(user.has_usable_password() for user in User.objects.filter(email__endswith=".invalid"))


@pytest.mark.django_db
def test_another_site_is_filled_on_request_only(settings: Settings) -> None:
    settings.DEMO_ACCOUNTS = False

    with pytest.raises(CommandError, match="add --yes"):
        call_command("make_demo_data")
    with pytest.raises(CommandError, match="--owner"):
        call_command("make_demo_data", yes=True)


def test_one_exercise_of_the_bundled_course_gets_a_wrong_test_and_no_other_does() -> None:
    files = {"solution.py": b""}

    assert flaw.with_flaw("batching", "iterations-per-epoch", files).keys() == {"solution.py", flaw.PATH}
    assert flaw.with_flaw("batching", "minibatches", files) == files
