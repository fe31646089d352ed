"""The pages where authors find, make and copy courses."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from courses.access import find_course, may, require, signed_in
from courses.authoring.authoring_forms import CopyForm, NewCourseForm
from courses.authoring.creating import copy_course, create_course, create_from_files
from courses.authoring.outline_edits import Details
from courses.authoring.working_outline import has_changes, read_settings
from courses.authoring.writable import is_bundled, may_copy, writable_courses
from courses.folders.course_folder import COURSE_FILE, CourseSettings
from courses.models import Course, Origin


@require_safe
@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the courses that the reader may write, and those to begin with a copy of."""
    user = signed_in(request)
    may_create = may(user, "courses.create", None)
    own = list(writable_courses(user))
    bundled = [one for one in Course.objects.filter(is_listed=True, origin=Origin.FILES) if is_bundled(one)]
    context = {
        "rows": [{"course": one, "has_changes": has_changes(one), "is_site": one.origin == Origin.SITE} for one in own],
        "others": [one for one in bundled if one not in own] if may_create else [],
        "may_create": may_create,
    }
    return render(request, "courses/authoring/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def new_course(request: HttpRequest) -> HttpResponse:
    """Make a course, empty or from a zip."""
    user = signed_in(request)
    require(user, "courses.create", None)
    form = NewCourseForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        course = _made(user, form)
        messages.success(request, _("Your course is made. Nobody but you can see it until you invite people."))
        return redirect("courses:outline", course.slug)
    return render(request, "courses/authoring/new_course.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def copy(request: HttpRequest, course: str) -> HttpResponse:
    """Make a copy of a course."""
    user = signed_in(request)
    source = find_course(course, user)
    if not may_copy(user, source):
        raise PermissionDenied(_("Only those who write a course can copy it, since a copy shows its hidden tests."))
    initial = CopyForm.filled_with(Details(title=source.title, about={}))
    form = CopyForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        made = copy_course(user, source, form.cleaned_data["slug"], form.text("title"))
        messages.success(request, _("The copy is made, and it is yours. Everything in it is published already."))
        return redirect("courses:outline", made.slug)
    context = {"form": form, "source": source}
    return render(request, "courses/authoring/copy.html", context, status=422 if form.is_bound else 200)


def _made(user: User, form: NewCourseForm) -> Course:
    files, slug, details = form.cleaned_data["archive"], form.cleaned_data["slug"], form.details
    if files is None:
        return create_course(user, slug, details)
    settings = read_settings(files, COURSE_FILE, CourseSettings)
    if settings is not None and not details.title:
        details = Details(title=settings.title.text, about=settings.description.text)
    return create_from_files(user, slug, details, files, f"imported {len(files)} files")
