"""The page on which a lesson of a working copy is written, and the images of its unit."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import limited
from accounts.models import User
from courses.access import signed_in
from courses.asking import next_address, wants_json
from courses.authoring import working_copy
from courses.authoring.authoring_words import editing_settings
from courses.authoring.opened_files import Opened, open_files
from courses.authoring.working_changes import save_file
from courses.authoring.working_problems import lesson_problems
from courses.authoring.writable import find_writable
from courses.figures.kinds import kinds
from courses.folders.content_errors import ContentError
from courses.folders.course_folder import SERVED_SUFFIXES, UNIT_FILE, lesson_file
from courses.folders.lesson_text import lesson_title
from courses.images import MAX_IMAGE_BYTES
from courses.models import Course, Lesson, Unit, WorkingFile
from courses.text import LANGUAGES

IMAGE_SUFFIXES = SERVED_SUFFIXES - {".csv"}


@require_safe
@never_cache
@login_required
def edit_lesson(request: HttpRequest, course: str, unit: str, lesson: str) -> HttpResponse:
    """Show both languages of a lesson with their previews."""
    user = signed_in(request)
    found = find_writable(course, user)
    names = [lesson_file(lesson, language) for language in LANGUAGES]
    opened = open_files(found, unit, names, _marked(request))
    if not any(one.revision for one in opened) and not _is_known(found, unit, lesson):
        raise Http404
    addresses = {
        "preview": reverse("courses:preview", args=[found.slug, unit]),
        "image": reverse("courses:add_image", args=[found.slug, unit]),
        "cells": "",
    }
    context = {
        "course": found,
        "unit_slug": unit,
        "lesson_slug": lesson,
        "title": _title(opened, lesson),
        "opened": opened,
        "here": request.path,
        "images": images_of(found, unit),
        "problems": _problems(found, unit, lesson),
        "figure_kinds": {
            name: [{"name": key, **field.model_dump()} for key, field in kind.items()] for name, kind in kinds().items()
        },
        "settings": editing_settings(found, user, **{name: address for name, address in addresses.items() if address}),
        "outline": reverse("courses:outline", args=[found.slug]),
    }
    return render(request, "courses/edit/lesson.html", context)


@require_safe
@never_cache
@login_required
def problems(request: HttpRequest, course: str, unit: str, lesson: str) -> HttpResponse:
    """Show what is wrong with a lesson, as a part of its page."""
    found = find_writable(course, signed_in(request))
    return render(request, "courses/_working_problems.html", {"problems": _problems(found, unit, lesson)})


@require_POST
@login_required
@limited("import")
def add_image(request: HttpRequest, course: str, unit: str) -> HttpResponse:
    """Keep an uploaded image (``file``) in the unit's ``figures/``, under a name that is free; say which."""
    user = signed_in(request)
    found = find_writable(course, user)
    if not _has_unit(found, unit):
        raise Http404
    try:
        inner = _keep_image(found, user, unit, request.FILES.get("file"))
    except (_Refused, ContentError, working_copy.Conflict) as error:
        if wants_json(request):
            return JsonResponse({"message": str(error)}, status=422)
        messages.error(request, str(error))
        return redirect(next_address(request, "/"))
    if wants_json(request):
        return JsonResponse({"path": inner}, status=201)
    messages.success(request, _("The image is uploaded: {path}").format(path=inner))
    return redirect(next_address(request, "/"))


def _keep_image(course: Course, user: User, unit: str, upload: object) -> str:
    """Store an upload and return its path as the unit's texts write it."""
    if not isinstance(upload, UploadedFile):
        raise _Refused(_("Choose a file first."))
    inner = f"figures/{_free_name(course, unit, upload.name or '')}"
    if (upload.size or 0) > MAX_IMAGE_BYTES:
        raise _Refused(_("The image is larger than {size} MB.").format(size=MAX_IMAGE_BYTES // 2**20))
    save_file(course, user, f"{unit}/{inner}", upload.read(), working_copy.NEW)
    return inner


class _Refused(ValueError):
    pass


def images_of(course: Course, unit: str) -> list[dict[str, str]]:
    """Return the images of a unit: their paths as its texts write them, and their addresses."""
    rows = WorkingFile.objects.filter(course=course, path__startswith=f"{unit}/").values_list("path", "revision")
    wanted = [(path, revision) for path, revision in rows if PurePosixPath(path).suffix.lower() in IMAGE_SUFFIXES]
    return [
        {
            "path": path.partition("/")[2],
            "address": f"{reverse('courses:working_file', args=[course.slug, path])}?v={revision}",
        }
        for path, revision in wanted
        if path.count("/") == 1 or path.split("/")[1] == "figures"
    ]


def _free_name(course: Course, unit: str, name: str) -> str:
    """Return a plain name for an uploaded image that no other has."""
    found = PurePosixPath(name.replace("\\", "/"))
    suffix = found.suffix.lower()
    if suffix not in IMAGE_SUFFIXES:
        raise _Refused(_("Choose an image: SVG, PNG, JPEG, WebP or GIF."))
    plain = unicodedata.normalize("NFKD", found.stem).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "image"
    taken = set(WorkingFile.objects.filter(course=course, path__startswith=f"{unit}/").values_list("path", flat=True))
    names = [f"{stem}{suffix}", *(f"{stem}-{number}{suffix}" for number in range(2, 1000))]
    return next(one for one in names if f"{unit}/figures/{one}" not in taken)


def _marked(request: HttpRequest) -> dict[str, int]:
    line = request.GET.get("line", "")
    return {request.GET.get("at", ""): int(line)} if line.isdecimal() and len(line) < 9 else {}


def _is_known(course: Course, unit: str, lesson: str) -> bool:
    return Lesson.objects.filter(unit__course=course, unit__slug=unit, slug=lesson).exists()


def _has_unit(course: Course, unit: str) -> bool:
    is_there = WorkingFile.objects.filter(course=course, path=f"{unit}/{UNIT_FILE}").exists()
    return is_there or Unit.objects.filter(course=course, slug=unit).exists()


def _title(opened: list[Opened], slug: str) -> str:
    own_first = sorted(opened, key=lambda one: one.language != get_language())
    return next((title for one in own_first if (title := lesson_title(one.content))), slug)


def _problems(course: Course, unit: str, lesson: str) -> list[Any]:
    base = reverse("courses:edit_lesson", args=[course.slug, unit, lesson])
    return [
        (problem, f"{base}?{urlencode({'at': problem.file, 'line': problem.line})}")
        for problem in lesson_problems(course, unit, lesson)
    ]
