"""Deleting a person: nothing that names them is left anywhere, and others' records stay true."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from courses.audit import record
from courses.models import Action, AuditEntry, Enrollment, Invitation, LessonReading, Publication, Role
from grader.errors import LostClaim
from grader.gradebook.overrides import set_override
from grader.judging.verdicts import Verdict
from grader.models import (
    Draft,
    Extension,
    Format,
    Grading,
    HintOpening,
    RegradeItem,
    Run,
    Score,
    ScoreOverride,
    State,
    Submission,
)
from grader.queueing import queue
from operations import cleaning
from operations.personal.deleting import (
    CannotDelete,
    delete_person,
    end_sessions,
    obstacle,
    request_deletion,
    withdraw_request,
)
from tests.config.permission_world import World

NAME, OTHER_ADDRESS = "Quirin Quack", "quirin@elsewhere.example"


@pytest.fixture
def person(world: World, student: User, people: dict[str, User]) -> User:
    """The student, with something in every corner of the site."""
    User.objects.filter(pk=student.pk).update(name=NAME)
    student.refresh_from_db()
    instructor, exercise = people[Role.INSTRUCTOR], world.exercise
    EmailAddress.objects.create(user=student, email=OTHER_ADDRESS)
    Run.objects.create(exercise=exercise, student=student, format=Format.CODE, content=f"# {NAME}")
    Draft.objects.create(exercise=exercise, student=student, format=Format.CODE, content=f"# {NAME}")
    HintOpening.objects.create(exercise=exercise, student=student, number=1)
    LessonReading.objects.create(user=student, lesson=exercise.unit.lessons.get())
    Extension.objects.create(exercise=exercise, student=student, due_at=timezone.now(), granted_by=instructor)
    assert world.grading.submission is not None
    RegradeItem.objects.create(
        regrade=exercise.regrades.get(), submission=world.grading.submission, before=world.grading
    )
    set_override(exercise, student, instructor, Decimal(7), f"{NAME} showed it to me")
    record(world.course, instructor, Action.INVITATION, OTHER_ADDRESS.upper(), after="student")
    record(world.course, instructor, Action.ROLE, f"{NAME} <{student.email}>", person=student)
    record(world.course, student, Action.ROLE, f"{NAME} <{student.email}>", reason="joined", person=student)
    Invitation.objects.create(
        course=world.course, email=student.email, name=NAME, token="t", accepted_at=timezone.now()
    )
    LogEntry.objects.create(
        user=instructor,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(student.pk),
        object_repr=NAME,
        action_flag=2,
        change_message=f"Changed {NAME}",
    )
    return student


def everything() -> str:
    """Return all texts of all tables."""
    rows: list[Any] = []
    for model in apps.get_models():
        rows += model._base_manager.values_list()
    return "\n".join(str(row) for row in rows).lower()


def test_no_table_names_the_person_afterwards(person: User) -> None:
    assert NAME.lower() in everything()
    address = person.email

    delete_person(person)

    left = everything()
    assert [word for word in (NAME.lower(), address, OTHER_ADDRESS) if word in left] == []


def test_no_row_of_work_is_left(person: User) -> None:
    delete_person(person)

    counts = {
        model.__name__: model._base_manager.count()
        for model in (Submission, Run, Draft, Grading, Score, ScoreOverride, Extension, HintOpening, RegradeItem)
    }
    assert set(counts.values()) == {0}, counts


def test_the_audit_keeps_what_was_done_under_one_pseudonym(person: User) -> None:
    count = AuditEntry.objects.count()

    pseudonym = delete_person(person)

    assert AuditEntry.objects.count() == count
    told = AuditEntry.objects.get(action=Action.OVERRIDE)
    assert (told.before, told.after) == ("5.00", "7.00")
    assert told.reason == f"{pseudonym} showed it to me"
    assert told.subject.endswith(f": {pseudonym}")
    joined = AuditEntry.objects.get(reason="joined")
    assert str(joined.actor) == str(joined.person) == pseudonym
    assert AuditEntry.objects.get(action=Action.INVITATION, after="student").subject == pseudonym


def test_entries_about_others_of_the_same_name_stay(world: World, person: User, people: dict[str, User]) -> None:
    namesake = User.objects.create_user("namesake@example.org", name=NAME)
    record(world.course, people[Role.INSTRUCTOR], Action.SECTION, f"{NAME} <{namesake.email}>", person=namesake)

    delete_person(person)

    assert AuditEntry.objects.get(person=namesake).subject == f"{NAME} <namesake@example.org>"


def test_what_an_instructor_published_stays_without_the_name(world: World, people: dict[str, User]) -> None:
    instructor, exercise = people[Role.INSTRUCTOR], world.exercise
    made = Publication.objects.create(exercise=exercise, version=exercise.versions.get(), published_by=instructor)

    pseudonym = delete_person(instructor)

    assert str(Publication.objects.get(pk=made.pk).published_by) == pseudonym
    assert Submission.objects.count() == 1


def test_others_work_and_scores_stay(world: World, person: User, people: dict[str, User]) -> None:
    other = people["stranger"]
    Submission.objects.create(exercise=world.exercise, student=other, format=Format.CODE, content="x")
    Score.objects.create(exercise=world.exercise, student=other, score=3)

    delete_person(person)

    assert (Submission.objects.get().student, Score.objects.get().student) == (other, other)


def test_nobody_signs_in_as_a_deleted_person(client: Client, person: User) -> None:
    client.force_login(person)
    address = person.email

    delete_person(person)

    assert client.get("/me/data/").status_code == 302
    assert not client.login(email=address, password="right")
    left = User.objects.get(pk=person.pk)
    assert (left.is_active, left.has_usable_password(), left.is_superuser) == (False, False, False)


def test_only_the_persons_own_sessions_end(client: Client, person: User, people: dict[str, User]) -> None:
    other = Client()
    client.force_login(person)
    other.force_login(people["stranger"])

    end_sessions(person)

    assert client.get("/me/data/").status_code == 302
    assert other.get("/me/data/").status_code == 200


def test_a_result_that_comes_after_the_deletion_is_dropped(world: World, student: User) -> None:
    Grading.objects.filter(pk=world.grading.pk).update(state=State.QUEUED)
    claimed = queue.claim(world.grading.pk)
    assert claimed is not None
    assert claimed.work.content  # The worker has read it by then.

    delete_person(student)

    with pytest.raises(LostClaim):
        queue.finish(claimed, Verdict(status="graded", score=Decimal(1), max_score=Decimal(1), output="mine"))
    assert Grading.objects.count() == 0


def test_every_table_that_refers_to_people_says_what_becomes_of_it() -> None:
    known = (models.CASCADE, models.SET_NULL)
    unclear = [
        relation.related_model.__name__
        for relation in User._meta.related_objects
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete not in known
    ]
    assert unclear == []


def test_the_only_owner_of_a_course_is_told_which(people: dict[str, User], world: World) -> None:
    with pytest.raises(CannotDelete, match="only owner of: A test"):
        delete_person(people[Role.OWNER])


@pytest.mark.parametrize(("changes", "is_in_the_way"), [({}, False), ({"is_active": False}, True)])
def test_another_owner_has_to_be_one_who_can_sign_in(
    people: dict[str, User], world: World, changes: dict[str, bool], is_in_the_way: bool
) -> None:
    Enrollment.objects.filter(user=people[Role.INSTRUCTOR]).update(role=Role.OWNER)
    User.objects.filter(pk=people[Role.INSTRUCTOR].pk).update(**changes)

    assert bool(obstacle(people[Role.OWNER])) == is_in_the_way


def test_the_last_administrator_stays(db: None) -> None:
    admin = User.objects.create_superuser("admin@example.org")

    with pytest.raises(CannotDelete, match="only administrator"):
        delete_person(admin)


def test_an_account_goes_when_its_days_are_over_and_not_before(person: User, settings: Settings) -> None:
    now = timezone.now()
    due = request_deletion(person, now)
    assert due == now + timedelta(days=7)

    counts = []
    for at in (due - timedelta(seconds=1), due):
        list(cleaning.clean_up(pause=0, now=at))
        counts.append(Submission.objects.count())

    assert counts == [1, 0]


def test_one_who_has_become_the_only_owner_stays_and_the_log_says_so(
    people: dict[str, User], world: World, caplog: pytest.LogCaptureFixture
) -> None:
    User.objects.filter(pk=people[Role.OWNER].pk).update(deletion_due_at=timezone.now())

    list(cleaning.clean_up(pause=0))

    assert User.objects.get(pk=people[Role.OWNER].pk).is_active
    assert "is to be deleted and cannot be" in caplog.text


def test_the_command_deletes_and_names_the_pseudonym(person: User) -> None:
    out = StringIO()

    call_command("delete_person", person.email.upper(), yes=True, stdout=out)

    assert f"“{User.objects.get(pk=person.pk).name}”" in out.getvalue()
    assert Submission.objects.count() == 0


def test_a_dry_run_says_what_there_is_and_deletes_nothing(person: User) -> None:
    out = StringIO()

    call_command("delete_person", person.email, dry_run=True, stdout=out)

    assert " 1 submission\n" in out.getvalue()
    assert Submission.objects.count() == 1


def test_a_wrong_confirmation_deletes_nothing(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _question: "yes")

    with pytest.raises(CommandError, match="Nothing was deleted"):
        call_command("delete_person", person.email, stdout=StringIO())

    assert Submission.objects.count() == 1


def test_an_unknown_address_is_named(db: None) -> None:
    with pytest.raises(CommandError, match="Nobody has the address who@example"):
        call_command("delete_person", "who@example.org")


def test_one_who_takes_it_back_while_others_are_being_deleted_stays(
    person: User, people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    next_one, now = people[Role.INSTRUCTOR], timezone.now()
    User.objects.filter(pk__in=(person.pk, next_one.pk)).update(deletion_due_at=now)
    monkeypatch.setattr("operations.personal.deleting.end_sessions", lambda _person: withdraw_request(next_one))

    list(cleaning.clean_up(pause=0, now=now))

    assert not User.objects.get(pk=person.pk).is_active
    assert User.objects.get(pk=next_one.pk).is_active


def test_who_has_claimed_anothers_address_takes_nothing_of_theirs_along(
    world: World, person: User, people: dict[str, User]
) -> None:
    owner = people[Role.OWNER]
    EmailAddress.objects.create(user=person, email=owner.email)
    record(world.course, None, Action.ROLE, f"Ada <{owner.email}>", person=owner)
    Invitation.objects.create(course=world.course, email=owner.email, token="other")

    delete_person(person)

    assert AuditEntry.objects.filter(subject=f"Ada <{owner.email}>").exists()
    assert Invitation.objects.filter(token="other").exists()
