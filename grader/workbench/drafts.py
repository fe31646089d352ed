"""Drafts on the server. A save names the revision it was written on, so that no browser overwrites another unseen."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from courses.models import Exercise
from grader import storage
from grader.models import Draft, Format


class StaleDraft(Exception):
    """The draft was saved from elsewhere meanwhile; ``newer`` is what stands there."""

    def __init__(self, newer: Draft) -> None:
        super().__init__(f"{newer} is newer")
        self.newer = newer


def draft_of(exercise: Exercise, student: User, written_as: str) -> Draft | None:
    """Return a student's draft in a format, or ``None``."""
    return Draft.objects.filter(exercise=exercise, student=student, format=written_as).first()


def save_draft(exercise: Exercise, student: User, written_as: Format, content: str, revision: int) -> Draft:
    """Store a draft written on ``revision``, 0 for the first; `StaleDraft` when that is no longer the newest.

    What stands there already is no conflict, whoever saved it. `RejectedWork` where there is no room for it.
    """
    _make_room(exercise, student, written_as, content)
    if not revision and (created := _created(exercise, student, written_as, content)):
        return created
    mine = Draft.objects.filter(exercise=exercise, student=student, format=written_as)
    on_newest = mine.filter(revision=revision)
    if on_newest.update(content=content, revision=F("revision") + 1, saved_at=timezone.now()):
        return mine.get()
    newer = mine.first()
    if newer is None:
        return save_draft(exercise, student, written_as, content, 0)
    if newer.content != content:
        raise StaleDraft(newer)
    return newer


def _make_room(exercise: Exercise, student: User, written_as: Format, content: str) -> None:
    """Ask for as much as the draft grows; most saves are of a few characters, and one query that needs no sum."""
    mine = Draft.objects.filter(exercise=exercise, student=student, format=written_as)
    before = mine.values_list(storage.Bytes("content"), flat=True).first() or 0
    if (growth := storage.size_of(content) - before) > 0:
        with transaction.atomic():
            storage.make_room(student, growth, storage.Purpose.DRAFT)


def _created(exercise: Exercise, student: User, written_as: Format, content: str) -> Draft | None:
    try:
        with transaction.atomic():
            return Draft.objects.create(exercise=exercise, student=student, format=written_as, content=content)
    except IntegrityError:
        return None
