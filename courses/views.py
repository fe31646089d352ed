"""The pages of what is taught."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_POST, require_safe

from courses.access import role_in, signed_in
from courses.markdown import rendered_lesson
from courses.models import Course, Enrollment, Exercise, Lesson, Role, Unit, UnitFile
from courses.places import place_of
from courses.text import translated

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
    courses = Course.objects.annotate(
        unit_count=Count("units", filter=published, distinct=True),
        lesson_count=Count("units__lessons", filter=published, distinct=True),
        exercise_count=Count("units__exercises", filter=Q(units__exercises__current__isnull=False), distinct=True),
    )
    mine = set(Enrollment.objects.filter(user=request.user.pk).values_list("course", flat=True))
    return render(request, "courses/home.html", {"courses": courses, "enrolled_in": mine})


@require_safe
@never_cache
def course(request: HttpRequest, course: str) -> HttpResponse:
    """Show a course's units with their lessons and exercises."""
    found = get_object_or_404(Course, slug=course)
    exercises = Prefetch("exercises", Exercise.objects.published().select_related("unit__course"))
    lessons = Prefetch("lessons", Lesson.objects.defer("body").select_related("unit__course"))
    units = found.units.published().prefetch_related(lessons, exercises)
    context = {"course": found, "units": units, "role": role_in(found, request.user), "roles": Role}
    return render(request, "courses/course.html", context)


@require_POST
@login_required
def enroll(request: HttpRequest, course: str) -> HttpResponse:
    """Make the reader a student of a course."""
    found = get_object_or_404(Course, slug=course)
    _enrollment, is_new = Enrollment.objects.get_or_create(course=found, user=signed_in(request))
    if is_new:
        messages.success(request, _("You have joined the course."))
    return redirect(found)


@require_safe
def lesson(request: HttpRequest, course: str, unit: str, lesson: str) -> HttpResponse:
    """Show a lesson."""
    lessons = Lesson.objects.select_related("unit__course").filter(unit__course__slug=course, unit__retired=False)
    found = get_object_or_404(lessons, unit__slug=unit, slug=lesson)
    earlier, later = _neighbors(
        list(lessons.defer("body").order_by("unit__position", "unit__slug", "position", "slug")), found
    )
    context = {
        "course": found.unit.course,
        "unit": found.unit,
        "lesson": found,
        "text": rendered_lesson(translated(found.body), place_of(found.unit)),
        "exercises": found.unit.exercises.published().select_related("unit__course"),
        "earlier": earlier,
        "later": later,
    }
    return render(request, "courses/lesson.html", context)


def _neighbors(lessons: Sequence[Lesson], found: Lesson) -> tuple[Lesson | None, Lesson | None]:
    index = lessons.index(found)
    earlier = lessons[index - 1] if index else None
    return earlier, next(iter(lessons[index + 1 :]), None)


def _file_tag(_request: HttpRequest, course: str, unit: str, path: str) -> str | None:
    files = UnitFile.objects.filter(unit__course__slug=course, unit__slug=unit, path=path)
    digest = files.values_list("content_hash", flat=True).first()
    return f'"{digest}"' if digest else None


@require_safe
@condition(etag_func=_file_tag)
def unit_file(request: HttpRequest, course: str, unit: str, path: str) -> HttpResponse:
    """Send a figure or another file of a unit. Whatever it holds, it can run nothing."""
    unit_found = get_object_or_404(Unit.objects.published(), course__slug=course, slug=unit)
    file = get_object_or_404(UnitFile, unit=unit_found, path=path)
    media_type = MEDIA_TYPES.get(PurePosixPath(path).suffix.lower())
    response = HttpResponse(bytes(file.content), content_type=media_type or "application/octet-stream")
    response["Content-Security-Policy"] = FILE_POLICY
    response["Cache-Control"] = "public, max-age=31536000, immutable" if "v" in request.GET else "no-cache"
    if media_type is None:
        response["Content-Disposition"] = "attachment"
    return response
