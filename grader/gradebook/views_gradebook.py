"""The gradebook's page, and its export."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.limits import limited
from courses.access import find_course
from courses.asking import wants_part
from courses.models import Course
from grader.gradebook.book import Filters, Gradebook, Person, Sort, Work, read_gradebook
from grader.gradebook.cells import MARKS, CellWriter, mark_names
from grader.gradebook.export import chunk, chunks, heading

PAGE_SIZE = 100


@require_safe
@never_cache
@login_required
def gradebook(request: HttpRequest, course: str) -> HttpResponse:
    """Show the scores of a course's students, a hundred at a time; filters look through everybody."""
    found = find_course(course, request.user, "courses.see_work")
    book = read_gradebook(found, Filters.from_query(request.GET.dict()))
    template = "grader/_gradebook.html" if wants_part(request) else "grader/gradebook.html"
    return render(request, template, gradebook_context(found, book, request.GET.get("page")))


@require_safe
@login_required
@limited("export")
def gradebook_csv(request: HttpRequest, course: str) -> HttpResponseBase:
    """Send the same students and exercises as CSV, piece by piece; ``marks=1`` adds columns of marks."""
    found = find_course(course, request.user, "courses.see_work")
    book = read_gradebook(found, Filters.from_query(request.GET.dict()))
    lines = _csv(book, translation.get_language() or "", with_marks=request.GET.get("marks") == "1")
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{found.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def gradebook_context(course: Course, book: Gradebook, number: str | None) -> dict[str, Any]:
    """Return what the page shows, of the page of students with a number."""
    page: Paginator[Person] = Paginator(book.people, PAGE_SIZE)
    shown = page.get_page(number)
    writer, words = CellWriter(course), mark_names()
    return {
        "course": course,
        "book": book,
        "filters": book.filters,
        "page": shown,
        "rows": [(row, writer.row(row, book.shown)) for row in book.rows(list(shown))],
        "sections": course.sections.all(),
        "units": list({one.unit_id: one.unit for one in book.exercises}.values()),
        "works": Work,
        "sorts": Sort,
        "legend": [(name.replace("_", "-"), icon, words[name]) for name, icon in MARKS],
        "csv_query": book.filters.query(),
        "sort_name": book.filters.query(sort=Sort.NAME),
        "sort_total": book.filters.query(sort=Sort.BEST if book.filters.sort == Sort.TOTAL else Sort.TOTAL),
        "row_offset": shown.start_index() + 1,
        "row_count": len(book.people) + 2,
    }


async def _csv(book: Gradebook, language: str, *, with_marks: bool) -> AsyncIterator[str]:
    def begin() -> str:
        with translation.override(language):
            return heading(book, with_marks=with_marks)

    def lines(people: list[Person]) -> str:
        with translation.override(language):
            return chunk(book, people, with_marks=with_marks)

    yield await sync_to_async(begin)()
    for people in chunks(book.people):
        yield await sync_to_async(lines)(people)
