"""A student's attempts: the list on the exercise page, the work of one, and the difference between two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from courses.access import signed_in
from courses.folders.exercise_folder import folder_of
from courses.models import Exercise
from grader.access import asked_number, current_folder, find_joined, visible_grading
from grader.costly import costly
from grader.gradebook.course_policies import policy_of
from grader.models import Format, Grading, ScoreOverride
from grader.scores import score_of, standing_in
from grader.workbench.attempts import attempts_of, number_of
from grader.workbench.differences import difference
from grader.workbench.opening import opened_text
from grader.workbench.solutions import solution_access

DRAFT = "draft"
"""Stands for the student's own draft where a page asks for an attempt."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two pieces of work that are compared."""

    title: str
    at: datetime | None
    written_as: str
    content: str


@require_safe
@login_required
def attempts(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """Show the reader's attempts, as a part of the exercise page, with the link to the solution that they may open."""
    user = signed_in(request)
    found = find_joined(course, unit, exercise, user)
    context = attempts_context(found, user) | {"is_fragment": True}
    if found.current:
        context["solution_access"] = solution_access(found, folder_of(found.current), user)
    return render(request, "grader/_attempts.html", context)


def attempts_context(exercise: Exercise, user: User) -> dict[str, object]:
    """Return what the list of attempts shows."""
    score = score_of(exercise, user)
    counted = score.grading if score else None
    return {
        "exercise": exercise,
        "unit": exercise.unit,
        "course": exercise.unit.course,
        "attempts": attempts_of(exercise, user, counted),
        "counted": counted,
        "score": score,
        "policy": policy_of(exercise.unit.course_id),
        "override": ScoreOverride.objects.filter(exercise=exercise, student=user).first(),
        "state": standing_in(exercise, user, score),
    }


@require_safe
@never_cache
@login_required
def work(request: HttpRequest, grading_id: int) -> JsonResponse:
    """Tell what was handed in, to go on from it in the editor."""
    found = visible_grading(signed_in(request), grading_id).work
    return JsonResponse({"format": found.format, "content": found.content})


@require_safe
@never_cache
@login_required
@costly
def compare(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """Show what differs between two attempts, or an attempt and the draft."""
    user = signed_in(request)
    found = find_joined(course, unit, exercise, user)
    left = _side(found, user, request.GET.get("a", ""))
    right = _side(found, user, request.GET.get("b", ""), like=left.written_as)
    context = {
        "sides": (left, right),
        "difference": difference((left.written_as, left.content), (right.written_as, right.content)),
        "chosen": (request.GET.get("a"), request.GET.get("b")),
        **attempts_context(found, user),
    }
    return render(request, "grader/compare.html", context)


def asked_grading(user: User, asked: str) -> Grading:
    """Return the grading whose number an address gives as text; ``Http404`` where it is none that ``user`` may see."""
    return visible_grading(user, asked_number(asked))


def _side(exercise: Exercise, user: User, asked: str, like: str = Format.CODE) -> Side:
    if asked == DRAFT:
        return _draft(exercise, user, like)
    grading = asked_grading(user, asked)
    if grading.work.exercise_id != exercise.pk:
        raise Http404
    title = _("Attempt {number}").format(number=number_of(grading.submission)) if grading.submission else _("Run")
    if grading.student_id != user.pk:
        title = f"{title}, {grading.student}"
    return Side(title=title, at=grading.work.created_at, written_as=grading.work.format, content=grading.work.content)


def _draft(exercise: Exercise, user: User, written_as: str) -> Side:
    """Return what the exercise page would open in a format."""
    opened = opened_text(exercise, current_folder(exercise), user, written_as)
    return Side(title=_("In the editor"), at=opened.at, written_as=written_as, content=opened.content)
