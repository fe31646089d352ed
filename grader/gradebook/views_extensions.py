"""The pages of extensions: those that a course has, and granting many at once, with a look at who gets what before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User, place_by_name
from courses.access import find_course, signed_in
from courses.models import Course, Exercise, Role, Section
from courses.way import UnitSteps, outline
from grader.access import LONGEST_NUMBER
from grader.gradebook.extensions import Plan, Whom, extensions_of, grant, plan, remove
from grader.gradebook.forms import LaterForm

PAGE_SIZE = 100


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What is chosen in the form: exercises, and either sections or students."""

    exercises: tuple[Exercise, ...]
    sections: tuple[Section, ...]
    students: tuple[User, ...]

    @property
    def whom(self) -> tuple[Whom, ...]:
        """Whom it is for."""
        return (*self.sections, *self.students)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def extensions(request: HttpRequest, course: str) -> HttpResponse:
    """List a course's extensions; a POST takes back those whose ids ``remove`` gives."""
    found = find_course(course, request.user, "courses.grade")
    stored = extensions_of(found)
    if request.method == "POST":
        wanted = [int(one) for one in request.POST.getlist("remove") if one.isdecimal() and len(one) <= LONGEST_NUMBER]
        count = remove(stored.filter(pk__in=wanted), signed_in(request))
        text = ngettext("{count} extension was taken back.", "{count} extensions were taken back.", count)
        messages.success(request, text.format(count=count))
        return redirect("grader:extensions", found.slug)
    page = Paginator(stored, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "grader/extensions.html", {"course": found, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def extend(request: HttpRequest, course: str) -> HttpResponse:
    """Grant later due dates: a POST shows who would get what, and one with ``grant`` stores it."""
    found = find_course(course, request.user, "courses.grade")
    parts = outline(found)
    data = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(found, parts, data)
    form = LaterForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, found, parts, chosen, form)
    is_valid = form.is_valid()
    problems = _problems(chosen)
    if problems or not is_valid:
        return _page(request, found, parts, chosen, form, problems=problems)
    planned = plan(chosen.exercises, chosen.whom, form.later)
    if "grant" not in request.POST or not planned.grants:
        return _page(request, found, parts, chosen, form, planned=planned)
    count = grant(planned, signed_in(request), form.cleaned_data["reason"])
    text = ngettext("{count} extension was granted.", "{count} extensions were granted.", count)
    messages.success(request, text.format(count=count))
    return redirect("grader:extensions", found.slug)


def _chosen(course: Course, parts: Sequence[UnitSteps], data: QueryDict) -> Chosen:
    """Return what was chosen of what there is; a unit stands for all its exercises."""
    units, exercises = set(data.getlist("unit")), set(data.getlist("exercise"))
    sections, students = set(data.getlist("section")), set(data.getlist("student"))
    return Chosen(
        exercises=tuple(
            one for part in parts for one in part.exercises if str(part.unit.pk) in units or str(one.pk) in exercises
        ),
        sections=tuple(one for one in course.sections.all() if str(one.pk) in sections),
        students=tuple(one for one in _students(course) if str(one.pk) in students),
    )


def _students(course: Course) -> list[User]:
    students = User.objects.filter(enrollments__course=course, enrollments__role=Role.STUDENT)
    return sorted(students, key=lambda user: place_by_name(user.display_name, user.pk))


def _problems(chosen: Chosen) -> list[str]:
    problems = []
    if not chosen.exercises:
        problems.append(_("Choose at least one exercise or unit."))
    if not chosen.whom:
        problems.append(_("Choose at least one student or section."))
    return problems


def _page(
    request: HttpRequest,
    course: Course,
    parts: Sequence[UnitSteps],
    chosen: Chosen,
    form: LaterForm,
    *,
    problems: Sequence[str] = (),
    planned: Plan | None = None,
) -> HttpResponse:
    context = {
        "course": course,
        "parts": [part for part in parts if part.exercises],
        "sections": course.sections.all(),
        "students": _students(course),
        "chosen": chosen,
        "chosen_exercises": {one.pk for one in chosen.exercises},
        "chosen_sections": {one.pk for one in chosen.sections},
        "chosen_students": {one.pk for one in chosen.students},
        "form": form,
        "problems": problems,
        "plan": planned,
        "zone": get_current_timezone_name(),
    }
    status = 422 if problems or form.errors else 200
    return render(request, "grader/extend.html", context, status=status)
