"""One cell of the gradebook: what stands behind it, and the forms that change it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from courses.access import find_course, may, signed_in
from courses.asking import wants_part
from courses.models import Course, Exercise
from grader.gradebook.book import Cell
from grader.gradebook.cell_detail import CellDetail, cell_detail, find_exercise_of, find_student
from grader.gradebook.cells import CellWriter
from grader.gradebook.extensions import Later, grant, plan, remove
from grader.gradebook.forms import ExtensionForm, OverrideForm
from grader.gradebook.overrides import remove_override, set_override
from grader.gradebook.policies import total
from grader.scores import progress_in


@require_safe
@never_cache
@login_required
def cell(request: HttpRequest, course: str, student: int, exercise: int) -> HttpResponse:
    """Show a student's attempts at an exercise, with what counts and why; as a part of the gradebook, or a page."""
    found, person, task = _find(request, course, student, exercise, "courses.see_work")
    return _answer(request, found, cell_detail(task, person))


@require_POST
@login_required
def override(request: HttpRequest, course: str, student: int, exercise: int) -> HttpResponseBase:
    """Set a score by hand, or with ``remove`` have what grading gave count again."""
    found, person, task = _find(request, course, student, exercise, "courses.grade")
    if "remove" in request.POST:
        done = remove_override(task, person, signed_in(request))
        return _done(request, found, task, person, _("What grading gave counts again.") if done else "")
    form = OverrideForm(task, request.POST)
    if not form.is_valid():
        return _answer(request, found, cell_detail(task, person), override_form=form)
    set_override(task, person, signed_in(request), form.cleaned_data["score"], form.cleaned_data["reason"])
    return _done(request, found, task, person, _("The score is set. The student sees it with your reason."))


@require_POST
@login_required
def extension(request: HttpRequest, course: str, student: int, exercise: int) -> HttpResponseBase:
    """Give a student a later due date, or with ``remove`` take it back."""
    found, person, task = _find(request, course, student, exercise, "courses.grade")
    actor = signed_in(request)
    if "remove" in request.POST:
        own = cell_detail(task, person).extension
        done = remove([own], actor) if own else 0
        return _done(request, found, task, person, _("The extension is taken back.") if done else "")
    form = ExtensionForm(task, request.POST)
    if not form.is_valid():
        return _answer(request, found, cell_detail(task, person), extension_form=form)
    grant(plan([task], [person], Later(until=form.cleaned_data["due_at"])), actor, form.cleaned_data["reason"])
    return _done(request, found, task, person, _("The due date is extended. The student sees it with your reason."))


def _find(
    request: HttpRequest, course: str, student: int, exercise: int, permission: str
) -> tuple[Course, User, Exercise]:
    found = find_course(course, request.user, permission)
    return found, find_student(found, student), find_exercise_of(found, exercise)


def _done(request: HttpRequest, course: Course, exercise: Exercise, student: User, said: str) -> HttpResponseBase:
    """Show the cell as it is now, in the panel or, without scripts, on its own page."""
    if not wants_part(request):
        if said:
            messages.success(request, said)
        return redirect("grader:gradebook_cell", course.slug, student.pk, exercise.pk)
    detail = cell_detail(exercise, student)
    return _answer(request, course, detail, said=said, fresh=_fresh(course, detail))


def _answer(request: HttpRequest, course: Course, detail: CellDetail, **more: Any) -> HttpResponse:
    forms = {
        "override_form": OverrideForm(detail.exercise, initial=_override_values(detail)),
        "extension_form": ExtensionForm(detail.exercise, initial=_extension_values(detail)),
    }
    context = {
        "course": course,
        "detail": detail,
        "zone": get_current_timezone_name(),
        "may_grade": may(request.user, "courses.grade", course),
        **forms,
        **more,
    }
    is_bound = any(context[name].is_bound for name in forms)
    template = "grader/_cell.html" if wants_part(request) else "grader/cell.html"
    return render(request, template, context, status=422 if is_bound else 200)


def _override_values(detail: CellDetail) -> dict[str, object]:
    override = detail.override
    return {"score": override.score.normalize(), "reason": override.reason} if override else {}


def _extension_values(detail: CellDetail) -> dict[str, object]:
    own = detail.extension
    return {"due_at": own.due_at, "reason": own.reason} if own else {"due_at": detail.due_at}


def _fresh(course: Course, detail: CellDetail) -> dict[str, object]:
    """Return the cell and the total as the gradebook behind the panel has to show them now."""
    progress = progress_in([course], detail.student)[course.pk]
    score = detail.score
    values = Cell(*(getattr(score, name) for name in Cell._fields)) if score else None
    is_missing = not (score and score.attempts) and detail.due_at is not None and detail.due_at < timezone.now()
    return {
        "cell": mark_safe(CellWriter(course).cell(detail.student.pk, detail.exercise, values, is_missing)),  # noqa: S308
        "total": total(progress.items, detail.policy.dropped),
    }
