"""What a person handed in and ran, as files: the work as it arrived, its results, and what it printed and showed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from courses.models import Exercise
from grader.models import Grading, RegradeItem, Run, Submission, TestAttachment, TestResult

File = tuple[str, str | bytes]
"""A path in the archive, and what the file holds."""
ENDINGS = {"code": "py", "notebook": "ipynb"}
FIGURE_ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}
RESULT = ("state", "score", "max_score", "message", "detail", "line", "cell", "queued_at", "finished_at", "counts")
TEST = ("title", "hidden", "outcome", "points", "max_points", "message", "expected", "actual")
AT_ONCE = 5
"""How many are read at once; each may be megabytes."""


def work_folder(exercise: Exercise) -> str:
    """Return an exercise's place in the archive."""
    return f"{exercise.unit.course.slug}/{exercise.unit.slug}/{exercise.slug}"


def submission_files(person: User) -> Iterator[File]:
    """Yield the files of all submissions."""
    rows = Submission.objects.filter(student=person).select_related("exercise__unit__course").order_by("pk")
    for one in rows.iterator(chunk_size=AT_ONCE):
        yield from _files_of("submissions", one, Grading.objects.filter(submission=one))


def run_files(person: User) -> Iterator[File]:
    """Yield the files of all runs."""
    rows = Run.objects.filter(student=person).select_related("exercise__unit__course").order_by("pk")
    for one in rows.iterator(chunk_size=AT_ONCE):
        yield from _files_of("runs", one, Grading.objects.filter(run=one))


def _files_of(kind: str, work: Submission | Run, gradings: Any) -> Iterator[File]:
    stem = f"{kind}/{work_folder(work.exercise)}/{work.created_at:%Y-%m-%d-%H%M%S}-{work.pk}"
    shown = list(_visible(gradings).order_by("queued_at", "pk"))
    about = {"handed_in_at": work.created_at, "format": work.format, "results": [_result(one) for one in shown]}
    yield f"{stem}.{ENDINGS[work.format]}", work.content
    yield f"{stem}.json", json.dumps(about, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2) + "\n"
    for number, grading in enumerate(shown, start=1):
        yield from _shown_files(f"{stem}-result{number}", grading)


def _visible(gradings: Any) -> Any:
    """Those that the person sees on the pages: what counts and what once did, no trials of regrades."""
    applied = RegradeItem.objects.filter(applied_at__isnull=False)
    of_regrade = applied.filter(Q(before=OuterRef("pk")) | Q(after=OuterRef("pk")))
    return gradings.filter(Q(counts=True) | Q(Exists(of_regrade)))


def _result(grading: Grading) -> dict[str, Any]:
    tests = TestResult.objects.filter(grading=grading).order_by("position").values(*TEST)
    told = {name: getattr(grading, name) for name in RESULT}
    return told | {"output_removed_at": grading.condensed_at, "tests": list(tests)}


def _shown_files(stem: str, grading: Grading) -> Iterator[File]:
    if grading.output:
        yield f"{stem}-output.txt", grading.output
    if grading.executed_notebook:
        yield f"{stem}-executed.ipynb", grading.executed_notebook
    figures = TestAttachment.objects.filter(result__grading=grading).order_by("result__position", "position")
    for number, figure in enumerate(figures.iterator(chunk_size=AT_ONCE), start=1):
        yield f"{stem}-figure{number}.{FIGURE_ENDINGS.get(figure.media_type, 'bin')}", bytes(figure.content)
