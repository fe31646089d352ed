"""Puts the demonstration's people and their work into the database, in large portions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from django.contrib.auth.hashers import make_password

from accounts.models import User
from courses.models import Course, Enrollment, Exercise, Lesson, LessonReading, Role, Section
from grader.demo.behavior import Opening, Try
from grader.demo.gradings import events_of, make_grading, public_part, results_of
from grader.demo.people import ASSISTANT, Person
from grader.demo.recordings import Recording
from grader.models import Grading, GradingEvent, HintOpening, Needs, Run, Submission, TestResult
from grader.queueing.gpu import needed_by

BATCH = 500
PORTION = 400
"""Gradings whose results and events are made at once."""

Step = Try | Opening
WorkType = TypeVar("WorkType", Submission, Run)


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One step of one student in one exercise. ``hint_points`` is what the hints opened up to it cost together."""

    student: User
    exercise: Exercise
    step: Step
    hint_points: Decimal = Decimal(0)
    hint_cost: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Stored:
    """How much work there is."""

    submissions: int
    runs: int
    results: int
    events: int


def store_people(course: Course, owner: User, people: Sequence[Person], since: datetime) -> list[User]:
    """Enroll the owner, the assistant and the students with their sections; return the students in order."""
    sections = {name: Section.objects.create(course=course, name=name) for name in {one.section for one in people}}
    Enrollment.objects.create(course=course, user=owner, role=Role.OWNER)
    email, name = ASSISTANT
    assistant, _ = User.objects.get_or_create(email=email, defaults={"name": name, "password": make_password(None)})
    Enrollment.objects.create(course=course, user=assistant, role=Role.ASSISTANT)
    users = User.objects.bulk_create(
        User(email=one.email, name=one.name, password=make_password(None), date_joined=since) for one in people
    )
    Enrollment.objects.bulk_create(
        Enrollment(course=course, user=user, role=Role.STUDENT, section=sections[one.section])
        for user, one in zip(users, people, strict=True)
    )
    return users


def store_readings(course: Course, first_deeds: Iterable[Deed], random: Random) -> None:
    """Have each student read most lessons of a unit shortly before its first exercise."""
    lessons: defaultdict[int, list[Lesson]] = defaultdict(list)
    for lesson in Lesson.objects.filter(unit__course=course).defer("body"):
        lessons[lesson.unit_id].append(lesson)
    LessonReading.objects.bulk_create(
        (
            LessonReading(
                user=deed.student, lesson=lesson, read_at=deed.step.at - timedelta(minutes=random.randrange(10, 120))
            )
            for deed in first_deeds
            for lesson in lessons[deed.exercise.unit_id]
            if random.random() < 0.8
        ),
        batch_size=BATCH,
    )


def store_work(
    deeds: Sequence[Deed], recordings: Mapping[int, Sequence[Recording]], random: Random, busy: Iterable[datetime]
) -> Stored:
    """Store all deeds, the earliest first; ``recordings`` are those of each exercise by its id.

    ``busy`` are due dates: in the hours before one the queue is longer.
    """
    ordered = sorted(deeds, key=lambda deed: deed.step.at)
    public = {key: [public_part(one) for one in found] for key, found in recordings.items()}
    _store_hints(ordered)
    submitted = [deed for deed in ordered if isinstance(deed.step, Try) and not deed.step.is_run]
    tried = [
        deed
        for deed in ordered
        if isinstance(deed.step, Try) and deed.step.is_run and public[deed.exercise.pk][deed.step.choice]
    ]
    exercises = {deed.exercise for deed in ordered}
    needs = {exercise.pk: needed_by(exercise.current) for exercise in exercises if exercise.current}
    waits = _Waits(random, busy)
    results = events = 0
    for model, chosen, kept in ((Submission, submitted, recordings), (Run, tried, public)):
        for begin in range(0, len(chosen), PORTION):
            counted = _store_portion(model, chosen[begin : begin + PORTION], kept, needs, waits)  # type: ignore[arg-type,type-var]
            results, events = results + counted[0], events + counted[1]
    return Stored(submissions=len(submitted), runs=len(tried), results=results, events=events)


def _store_hints(deeds: Iterable[Deed]) -> None:
    HintOpening.objects.bulk_create(
        (
            HintOpening(
                exercise=deed.exercise,
                student=deed.student,
                number=deed.step.number,
                cost=deed.hint_cost,
                at=deed.step.at,
            )
            for deed in deeds
            if isinstance(deed.step, Opening)
        ),
        batch_size=BATCH,
    )


def _store_portion(
    model: type[WorkType],
    deeds: Sequence[Deed],
    recordings: Mapping[int, Sequence[Recording]],
    needs: Mapping[int, Needs],
    waits: _Waits,
) -> tuple[int, int]:
    judged = [recordings[deed.exercise.pk][deed.step.choice] for deed in deeds if isinstance(deed.step, Try)]
    works = [_work(model, deed, one) for deed, one in zip(deeds, judged, strict=True)]
    stored = model._default_manager.bulk_create(works, batch_size=BATCH)
    gradings = Grading.objects.bulk_create(
        (
            make_grading(work, needs[work.exercise_id], one, waits.at(work.created_at))
            for work, one in zip(stored, judged, strict=True)
        ),
        batch_size=BATCH,
    )
    pairs = list(zip(gradings, judged, strict=True))
    results = [result for grading, one in pairs for result in results_of(grading, one)]
    events = [event for grading, one in pairs for event in events_of(grading, one)]
    TestResult.objects.bulk_create(results, batch_size=BATCH)
    GradingEvent.objects.bulk_create(events, batch_size=BATCH)
    return len(results), len(events)


def _work(model: type[WorkType], deed: Deed, recording: Recording) -> WorkType:
    source = recording.source
    fields = {"format": source.format, "content": source.content, "created_at": deed.step.at}
    work = model(exercise=deed.exercise, student=deed.student, **fields)
    if isinstance(work, Submission):
        work.hint_points = deed.hint_points
    return work


class _Waits:
    """Made-up waits in the queue: a fraction of a second, and more in the last hours before work is due."""

    def __init__(self, random: Random, busy: Iterable[datetime]) -> None:
        self._random = random
        self._busy = sorted(set(busy))

    def at(self, moment: datetime) -> timedelta:
        """Return the wait of what is handed in at a moment."""
        is_busy = any(timedelta() <= due - moment <= timedelta(hours=4) for due in self._busy)
        return timedelta(seconds=0.02 + self._random.expovariate(1 / (2.5 if is_busy else 0.15)))
