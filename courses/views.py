"""The pages of what is taught."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_POST, require_safe

from accounts.models import User
from courses.access import find_course, may, require, role_in, signed_in
from courses.asking import wants_part
from courses.authoring.writable import writable_courses
from courses.markup.markdown import rendered_lesson
from courses.markup.places import place_of
from courses.models import Course, Enrollment, Joining, Kind, Lesson, Role, Unit, UnitFile
from courses.people.joining import join
from courses.reading import is_read, mark, minutes_to_read, seconds_at_least
from courses.search import Filters, Progress, StepKind
from courses.text import translated
from courses.way import outline

MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
}
"""What a browser may show; every other file is offered as a download."""
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Show the courses there are."""
    published = Q(units__retired=False)
    seen = Course.objects.all()
    if not getattr(request.user, "is_superuser", False):
        joined = Enrollment.objects.filter(user=request.user.pk).values("course")
        seen = seen.filter(Q(is_listed=True) | Q(pk__in=joined))
    courses = seen.annotate(
        unit_count=Count("units", filter=published, distinct=True),
        lesson_count=Count("units__lessons", filter=published, distinct=True),
        exercise_count=Count("units__exercises", filter=Q(units__exercises__current__isnull=False), distinct=True),
    )
    learning = Enrollment.objects.filter(user=request.user.pk, role=Role.STUDENT)
    mine = set(learning.values_list("course", flat=True))
    enrolled = [course for course in courses if course.pk in mine]
    writes = isinstance(request.user, User) and (
        writable_courses(request.user).exists() or may(request.user, "courses.create", None)
    )
    return render(request, "courses/home.html", {"courses": courses, "enrolled": enrolled, "writes": writes})


@require_safe
@never_cache
def course(request: HttpRequest, course: str) -> HttpResponse:
    """Show a course's units with their lessons and exercises, or those that are looked for."""
    found = find_course(course, request.user)
    filters = Filters.from_query(request.GET.dict())
    context = {
        "course": found,
        "outline": outline(found, with_words=bool(filters.words)),
        "filters": filters,
        "choices": {"kind": StepKind, "progress": Progress, "format": Kind},
        "role": role_in(found, request.user),
        "roles": Role,
        "ways": Joining,
        "teaches": may(request.user, "courses.see_work", found),
    }
    response = render(request, "courses/_map.html" if wants_part(request) else "courses/course.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_POST
@login_required
def enroll(request: HttpRequest, course: str) -> HttpResponse:
    """Make the reader a student of a course."""
    found = find_course(course, request.user)
    if found.joining != Joining.OPEN:
        raise PermissionDenied
    if join(found, signed_in(request), "open course"):
        messages.success(request, _("You have joined the course."))
    return redirect(found)


@require_safe
@never_cache
def lesson(request: HttpRequest, course: str, unit: str, lesson: str) -> HttpResponse:
    """Show a lesson."""
    found = _lesson(request, course, unit, lesson)
    source = translated(found.body)
    context = {
        "course": found.unit.course,
        "unit": found.unit,
        "lesson": found,
        "text": rendered_lesson(source, place_of(found.unit)),
        "minutes": minutes_to_read(source),
        "seconds_at_least": seconds_at_least(source),
        "is_read": isinstance(request.user, User) and is_read(found, request.user),
    }
    return render(request, "courses/lesson.html", context)


@require_POST
@login_required
def read(request: HttpRequest, course: str, unit: str, lesson: str) -> HttpResponse:
    """Mark a lesson as read, or with ``read=0`` as not read."""
    found = _lesson(request, course, unit, lesson)
    now_read = request.POST.get("read") != "0"
    mark(found, signed_in(request), read=now_read)
    if not wants_part(request):
        return redirect(f"{found.get_absolute_url()}#end")
    context = {"lesson": found, "course": found.unit.course, "unit": found.unit, "is_read": now_read, "changed": True}
    return render(request, "courses/_reading.html", context)


def _lesson(request: HttpRequest, course: str, unit: str, lesson: str) -> Lesson:
    lessons = Lesson.objects.select_related("unit__course").filter(unit__course__slug=course, unit__retired=False)
    found = get_object_or_404(lessons, unit__slug=unit, slug=lesson)
    require(request.user, "courses.see", found.unit.course)
    return found


def _file_tag(_request: HttpRequest, course: str, unit: str, path: str) -> str | None:
    files = UnitFile.objects.filter(unit__course__slug=course, unit__slug=unit, path=path)
    digest = files.values_list("content_hash", flat=True).first()
    return f'"{digest}"' if digest else None


@require_safe
@condition(etag_func=_file_tag)
def unit_file(request: HttpRequest, course: str, unit: str, path: str) -> HttpResponse:
    """Send a figure or another file of a unit. Whatever it holds, it can run nothing."""
    units = Unit.objects.published().select_related("course")
    unit_found = get_object_or_404(units, course__slug=course, slug=unit)
    require(request.user, "courses.see", unit_found.course)
    file = get_object_or_404(UnitFile, unit=unit_found, path=path)
    media_type = MEDIA_TYPES.get(PurePosixPath(path).suffix.lower())
    response = HttpResponse(bytes(file.content), content_type=media_type or "application/octet-stream")
    response["Content-Security-Policy"] = FILE_POLICY
    reach = "public" if unit_found.course.is_listed else "private"
    response["Cache-Control"] = f"{reach}, max-age=31536000, immutable" if "v" in request.GET else "no-cache"
    if media_type is None:
        response["Content-Disposition"] = "attachment"
    return response
