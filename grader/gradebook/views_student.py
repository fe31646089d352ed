"""One student's record, as the student sees it, with what was decided by hand."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.access import find_course, may
from courses.models import AuditEntry, Enrollment
from grader.gradebook.cell_detail import find_student
from grader.models import Extension, ScoreOverride
from grader.progress.own_progress import own_progress
from grader.progress.points_chart import points_chart

AUDIT_SHOWN = 100


@require_safe
@never_cache
@login_required
def student(request: HttpRequest, course: str, student: int) -> HttpResponse:
    """Show what a student has done in a course, and for those who may see it the audit of what concerns them."""
    found = find_course(course, request.user, "courses.see_work")
    person = find_student(found, student)
    own = own_progress(found, person)
    granted = Q(student=person) | Q(section__enrollments__user=person)
    audit = AuditEntry.objects.filter(course=found, person=person).select_related("actor")
    context = {
        "course": found,
        "student": person,
        "enrollment": Enrollment.objects.filter(course=found, user=person).select_related("section").first(),
        "own": own,
        "chart": points_chart(own.gains, own.course.max_score),
        "overrides": ScoreOverride.objects.filter(exercise__unit__course=found, student=person).select_related(
            "exercise", "set_by"
        ),
        "extensions": Extension.objects.filter(granted, exercise__unit__course=found).select_related(
            "exercise", "section", "granted_by"
        ),
        "audit": audit[:AUDIT_SHOWN] if may(request.user, "courses.see_audit", found) else None,
    }
    return render(request, "grader/student.html", context)
