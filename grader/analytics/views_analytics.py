"""Where those who teach a course see how it goes: the overview of the course, and the analytics of an exercise."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.access import find_course, require
from grader.access import find_exercise
from grader.analytics.exercise import analyze
from grader.analytics.exercise_figures import figures_of
from grader.analytics.filters import AnalyticsFilters
from grader.analytics.headline import headline
from grader.analytics.overview import overview
from grader.analytics.overview_figures import activity_figure


@require_safe
@never_cache
@login_required
def course_overview(request: HttpRequest, course: str) -> HttpResponse:
    """Show who needs help in a course now, and how busy it is."""
    found = find_course(course, request.user, "courses.see_work")
    seen = overview(found)
    context = {"course": found, "overview": seen, "activity": activity_figure(seen.days)}
    return render(request, "grader/overview.html", context)


@require_safe
@never_cache
@login_required
def exercise_analytics(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """Show how an exercise goes, and how good its tests are; wrong filters are said and left out."""
    found = find_exercise(course, unit, exercise)
    require(request.user, "courses.see_work", found.unit.course)
    filters = AnalyticsFilters(found.unit.course.sections.all(), request.GET)
    analytics = analyze(found, filters)
    context = {
        "course": found.unit.course,
        "unit": found.unit,
        "exercise": found,
        "filters": filters,
        "found": analytics,
        "headline": headline(analytics),
        "figures": figures_of(analytics),
    }
    return render(request, "grader/analytics.html", context, status=422 if filters.errors else 200)
