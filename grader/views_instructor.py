"""What an instructor sees: the submissions of an exercise, and a course's use of GPUs."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import called
from courses.access import find_course, require
from courses.asking import wants_part
from courses.models import Exercise
from grader.access import all_gradings, find_exercise
from grader.due_dates import lateness
from grader.gpu_account import device_rows, use_by_exercise, use_by_student
from grader.models import Grading
from grader.regrading.regrades import affected_count

PAGE_SIZE = 50


@require_safe
@login_required
def submissions(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """List what students handed in to an exercise, the latest first; ``q`` looks for a student."""
    found = find_exercise(course, unit, exercise)
    require(request.user, "courses.see_work", found.unit.course)
    query = request.GET.get("q", "").strip()[:100]
    page = Paginator(_submitted(found, query), PAGE_SIZE).get_page(request.GET.get("page"))
    known = lateness([found], [one.student_id for one in page])
    context = {
        "exercise": found,
        "unit": found.unit,
        "course": found.unit.course,
        "page": page,
        "query": query,
        "late": {one.pk for one in page if known.is_late_at(found, one.work)},
        "affected": affected_count(found),
    }
    return render(request, "grader/_submissions.html" if wants_part(request) else "grader/submissions.html", context)


@require_safe
@login_required
def gpus(request: HttpRequest, course: str) -> HttpResponse:
    """Show the connected GPUs, who holds them, and what the exercises and students of a course have used."""
    found = find_course(course, request.user, "courses.see_work")
    context = {
        "course": found,
        "devices": device_rows(found),
        "exercises": use_by_exercise(found),
        "students": use_by_student(found),
    }
    return render(request, "grader/gpus.html", context)


def _submitted(exercise: Exercise, query: str) -> QuerySet[Grading]:
    gradings = (
        all_gradings().filter(submission__exercise=exercise, counts=True).order_by("-submission__created_at", "-pk")
    )
    return gradings.filter(called(query, "student")) if query else gradings
