"""What a worker does with one validation, on real jails."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from accounts.models import User
from courses.folders.exercise_folder import folder_of
from courses.models import Exercise
from courses.versions import version_of_working_copy
from grader.authoring import validating, validation_queue
from grader.authoring.publishing import publish
from grader.authoring.validating import PoliteJudge, Stopped, Tally, validate_one
from grader.authoring.validation_queue import request_validation
from grader.judging.jobs import PLAIN
from grader.models import Format, Validation, ValidationState
from grader.queueing.queue import MAX_ATTEMPTS
from grader.tasks import validate
from grader.workbench.handing_in import hand_in_submission
from sandbox import Client, SandboxUnavailable
from tests.courses.examples import SOLUTION
from tests.grader.authors import ABSOLUTE, ValidationBroker, write
from tests.grader.cast import RememberingBroker, ScriptedClient, make_student, passing
from tests.grader.grading import grade_one

pytestmark = pytest.mark.usefixtures("validation_broker")
LAX = b"def double(x):\n    return 2 * x + 0 * 7\n"
NOISY = b"import random\ndef double(x):\n    return 2 * x + 0.2 + random.random() / 10\n"
MEASURED = b"""\
import pytest
from grader.testkit import check_at_most


@pytest.mark.points(10)
@pytest.mark.title(en="Error", ko="e")
def test_error(submission):
    check_at_most(abs(submission.function("double")(3, seed=0) - 6), 0.5, what="the error")
"""
ENDLESS = b"while True: pass\n"
PATIENT = b"""\
title: {en: Double it, ko: d}
points: 10
kind: code
limits: {seconds: 300}
"""


@pytest.fixture(autouse=True)
def own_verdicts(tmp_path: Path, settings: Settings) -> None:
    """Nothing is known from another test."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def client(sandbox_socket: Path) -> Client:
    return Client(sandbox_socket)


def asked(exercise: Exercise, author: User, **options: Any) -> Validation:
    version = version_of_working_copy(exercise, author)
    return request_validation(version, author, **{"with_mutants": False, "seeds": 0, **options})


def carried_out(exercise: Exercise, author: User, client: Client, **options: Any) -> Validation:
    made = asked(exercise, author, **options)
    assert validate_one(made.pk, client)
    made.refresh_from_db()
    return made


def test_a_good_exercise_passes_with_mutants(written: Exercise, author: User, client: Client) -> None:
    made = carried_out(written, author, client, with_mutants=True)
    report = made.report
    assert (made.state, made.problem, report["ok"], report["problems"]) == (ValidationState.PASSED, "", True, [])
    assert [(source["path"], source["role"]) for source in report["sources"]] == [
        ("solution.py", "solution"),
        ("starter.py", "starter"),
        ("wrong/constant.py", "wrong"),
    ]
    assert report["sources"][2]["failing"] == ["test_any[three]", "test_any[minus]"]
    assert report["sources"][2]["fails"] == ["test_any"]
    assert (report["mutants"]["killed"], report["mutants"]["survived"]) == (3, 0)
    assert "+    return" in report["mutants"]["results"][0]["diff"]
    assert made.finished_at is not None


def test_a_wrong_attempt_that_passes_is_found(written: Exercise, author: User, client: Client) -> None:
    write(written, author, **{"wrong/absolute.py": ABSOLUTE})
    made = carried_out(written, author, client, with_mutants=True)
    assert made.state == ValidationState.FAILED
    assert made.report["problems"] == ["wrong/absolute.py: should fail test_any[three], but passes it"]
    assert made.report["is_cut_short"]
    assert "mutants" not in made.report


def test_a_survivor_is_reported_with_what_marks_it(written: Exercise, author: User, client: Client) -> None:
    write(written, author, **{"solution.py": LAX})
    made = carried_out(written, author, client, with_mutants=True)
    survivors = [one for one in made.report["mutants"]["results"] if one["fate"] == "survived"]
    assert made.state == ValidationState.FAILED
    assert {"0 * 8" in one["diff"] for one in survivors} == {True, False}
    assert all(one["path"] == "solution.py" and one["line"] == 2 for one in survivors)


def test_seeds_are_judged_and_measured(written: Exercise, author: User, client: Client) -> None:
    wrong = b"# fails: test_error\ndef double(x):\n    return 2\n"
    changes = {"solution.py": NOISY, "tests/test_double.py": MEASURED, "wrong/constant.py": wrong}
    write(written, author, **changes)
    made = carried_out(written, author, client, seeds=10)
    (report,) = made.report["seeds"]
    assert (made.state, report["passed"], len(report["measures"][0]["values"])) == (ValidationState.PASSED, 10, 10)


def test_students_get_full_marks_by_what_was_proven_and_published(
    written: Exercise, author: User, client: Client, broker: RememberingBroker
) -> None:
    made = carried_out(written, author, client)
    publish(written, made.version, author)
    written.refresh_from_db()
    grading = hand_in_submission(written, make_student(written, "student@example.org"), Format.CODE, f"{SOLUTION}#")
    grade_one(grading.pk, client)
    grading.refresh_from_db()
    assert (grading.version, grading.score) == (made.version, Decimal(10))


def test_a_cancel_stops_what_runs(
    written: Exercise, author: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(written, author, **{"solution.py": ENDLESS, "exercise.yaml": PATIENT})
    made = asked(written, author)
    monkeypatch.setattr(validating, "BEAT_SECONDS", 0.05)

    def tell(claimed: Validation, progress: dict[str, Any]) -> bool:
        if progress["stages"]:
            validation_queue.cancel(claimed)
        return validation_queue.tell(claimed, progress)

    monkeypatch.setattr(validating, "tell", tell)
    validate_one(made.pk, client)
    made.refresh_from_db()
    assert (made.state, made.report) == (ValidationState.CANCELED, {})
    assert [stage["stage"] for stage in made.progress["stages"]] == ["solutions"]


def test_a_worker_that_lost_its_claim_stops_and_changes_nothing(
    written: Exercise, author: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(written, author, **{"solution.py": ENDLESS, "exercise.yaml": PATIENT})
    made = asked(written, author)
    monkeypatch.setattr(validating, "BEAT_SECONDS", 0.05)

    def tell(claimed: Validation, progress: dict[str, Any]) -> bool:
        validation_queue.give_back(Validation.objects.get(pk=claimed.pk), "taken away")
        return validation_queue.tell(claimed, progress)

    monkeypatch.setattr(validating, "tell", tell)
    validate_one(made.pk, client)
    made.refresh_from_db()
    assert (made.state, made.problem, made.attempt) == (ValidationState.QUEUED, "taken away", 1)


def test_a_sandbox_that_is_away_is_waited_for(written: Exercise, author: User, tmp_path: Path) -> None:
    made = asked(written, author)
    assert not validate_one(made.pk, Client(tmp_path / "none.sock"))
    made.refresh_from_db()
    assert (made.state, made.attempt) == (ValidationState.QUEUED, 0)


def test_a_sandbox_that_goes_away_again_and_again_is_our_error(written: Exercise, author: User) -> None:
    made = asked(written, author)
    states = []
    for _ in range(MAX_ATTEMPTS):
        validate_one(made.pk, ScriptedClient(end=SandboxUnavailable("gone")))
        made.refresh_from_db()
        states.append(made.state)
    assert states == [ValidationState.QUEUED, ValidationState.QUEUED, ValidationState.ERROR]
    assert "gone" in made.problem
    assert made.report == {}


def test_tests_that_cannot_be_run_are_the_exercises_problem(written: Exercise, author: User, client: Client) -> None:
    tests = b"import no_such_module\n\n\ndef test_one(submission):\n    pass\n"
    write(written, author, **{"tests/test_double.py": tests, "wrong/constant.py": None})
    made = carried_out(written, author, client)
    assert made.state == ValidationState.FAILED
    assert made.report["problems"][0].startswith("solution.py: could not be judged: the tests cannot be run")


def test_the_task_uses_the_workers_sandbox(
    written: Exercise, author: User, sandbox_socket: Path, settings: Settings
) -> None:
    settings.SANDBOX_SOCKET = str(sandbox_socket)
    made = asked(written, author)
    validate(made.pk)
    made.refresh_from_db()
    assert made.state == ValidationState.PASSED


def test_what_is_gone_is_not_begun(written: Exercise, author: User, client: Client) -> None:
    made = asked(written, author)
    validation_queue.cancel(made)
    assert not validate_one(made.pk, client)


def test_live_work_that_waits_goes_first(
    written: Exercise, author: User, broker: RememberingBroker, validation_broker: ValidationBroker
) -> None:
    made = asked(written, author)
    publish(written, made.version, author, reason="Nobody has validated this one.")
    claimed, folder = validation_queue.claim(made.pk), folder_of(made.version)
    assert claimed is not None
    polite = PoliteJudge(ScriptedClient(passing()))
    validating._beat(claimed, Tally(), polite)
    assert polite.may_go.is_set()
    hand_in_submission(written, make_student(written, "student@example.org"), Format.CODE, "x = 1")
    validating._beat(claimed, Tally(), polite)
    assert not polite.may_go.is_set()
    polite.stop()
    with pytest.raises(Stopped):
        polite(folder, folder.solution, PLAIN)
