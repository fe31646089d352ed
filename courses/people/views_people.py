"""The pages where those who teach a course see its people, change their roles and sections, and remove them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.access import find_course, may, signed_in
from courses.asking import wants_part
from courses.models import Course, Enrollment, Role, Section
from courses.people import roles as rules
from courses.people import sections as section_rules
from courses.people.forms import MemberForm, PeopleFilter, SectionForm
from courses.people.roles import PeopleError

PAGE_SIZE = 50
PAGES = ("GET", "HEAD", "POST")


@require_safe
@never_cache
@login_required
def people(request: HttpRequest, course: str) -> HttpResponse:
    """List the people of a course; ``q``, ``role`` and ``section`` choose some of them."""
    found = find_course(course, request.user, "courses.see_work")
    form = PeopleFilter(found, request.GET)
    chosen = form.chosen()
    rows = rules.people_of(found, chosen["q"], chosen["role"], chosen["section"])
    context = {
        "course": found,
        "form": form,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "is_all": not any(chosen.values()),
        "manages": may(request.user, "courses.manage_students", found),
        "manageable": rules.roles_to_give(request.user, found),
    }
    return render(request, "courses/_people.html" if wants_part(request) else "courses/people.html", context)


@require_http_methods(PAGES)
@never_cache
@login_required
def person(request: HttpRequest, course: str, enrollment: int) -> HttpResponse:
    """Show what somebody is in a course, and change it."""
    found = _managed(request, course, enrollment)
    form = MemberForm(found, signed_in(request), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            is_changed = rules.change(
                found, signed_in(request), Role(values["role"]), values["section"], values["reason"]
            )
        except PeopleError as error:
            form.add_error(None, str(error))
        else:
            _say_that(request, found, is_changed=is_changed)
            return redirect("courses:people", found.course.slug)
    context = {"course": found.course, "person": found, "form": form}
    return render(request, "courses/person.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def remove(request: HttpRequest, course: str, enrollment: int) -> HttpResponse:
    """Take somebody out of a course; what they handed in is kept."""
    found = _managed(request, course, enrollment)
    try:
        rules.remove(found, signed_in(request), request.POST.get("reason", "")[:500])
    except PeopleError as error:
        messages.error(request, str(error))
        return redirect("courses:person", found.course.slug, found.pk)
    text = _("{person} is no longer in the course. Everything that was handed in is kept.")
    messages.success(request, text.format(person=found.user))
    return redirect("courses:people", found.course.slug)


@require_http_methods(PAGES)
@never_cache
@login_required
def sections(request: HttpRequest, course: str) -> HttpResponse:
    """List the sections of a course, and add one."""
    found = find_course(course, request.user, "courses.manage_students")
    form = SectionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = section_rules.add(found, signed_in(request), form.cleaned_data["name"])
        except PeopleError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("The section “{name}” is there now.").format(name=made))
            return redirect("courses:sections", found.slug)
    return _sections_page(request, found, form)


@require_POST
@login_required
def rename_section(request: HttpRequest, course: str, section: int) -> HttpResponse:
    """Give a section another name."""
    found = _section(request, course, section)
    form = SectionForm(request.POST)
    if form.is_valid():
        try:
            section_rules.rename(found, signed_in(request), form.cleaned_data["name"])
        except PeopleError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("The section is called “{name}” now.").format(name=found))
            return redirect("courses:sections", found.course.slug)
    return _sections_page(request, found.course, SectionForm(), renamed=(section, form))


@require_POST
@login_required
def remove_section(request: HttpRequest, course: str, section: int) -> HttpResponse:
    """Remove a section; its students stay in the course."""
    found = _section(request, course, section)
    section_rules.remove(found, signed_in(request))
    messages.success(
        request, _("The section “{name}” was removed. Its students stay in the course.").format(name=found)
    )
    return redirect("courses:sections", found.course.slug)


def _sections_page(
    request: HttpRequest, course: Course, form: SectionForm, renamed: tuple[int, SectionForm] | None = None
) -> HttpResponse:
    rows = [
        (one, renamed[1] if renamed and renamed[0] == one.pk else None) for one in section_rules.sections_of(course)
    ]
    context = {"course": course, "form": form, "rows": rows}
    return render(request, "courses/sections.html", context, status=422 if form.errors or renamed else 200)


def _section(request: HttpRequest, course: str, section: int) -> Section:
    found = find_course(course, request.user, "courses.manage_students")
    return get_object_or_404(Section.objects.select_related("course"), course=found, pk=section)


def _managed(request: HttpRequest, course: str, enrollment: int) -> Enrollment:
    """Return an enrollment to somebody who may manage people of its role."""
    found = find_course(course, request.user, "courses.manage_students")
    one = get_object_or_404(Enrollment.objects.select_related("course", "user", "section"), course=found, pk=enrollment)
    if not rules.may_manage(request.user, found, one.role):
        raise PermissionDenied
    return one


def _say_that(request: HttpRequest, enrollment: Enrollment, *, is_changed: bool) -> None:
    if is_changed:
        messages.success(request, _("{person} was changed.").format(person=enrollment.user))
    else:
        messages.info(request, _("Nothing was changed."))
