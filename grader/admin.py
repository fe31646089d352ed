"""Gradings in Django's administration: to see what happened, and what failed on our side. Nothing can be changed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from grader.access import HEAVY
from grader.models import Grading, TestResult


class TestResultInline(admin.TabularInline[TestResult, Grading]):
    """The tests of one grading."""

    __test__ = False

    model = TestResult
    fields = ("test_id", "hidden", "outcome", "points", "max_points", "seconds")
    readonly_fields = fields
    extra = 0
    can_delete = False


@admin.register(Grading)
class GradingAdmin(admin.ModelAdmin[Grading]):
    """Gradings, the newest first; filter by state to find errors of ours and read their problem."""

    list_display = ("id", "student", "version", "priority", "state", "attempt", "score", "queued_at", "finished_at")
    list_filter = ("state", "priority", "counts", "version__exercise__unit__course")
    list_select_related = ("student", "version")
    search_fields = ("student__email", "trace")
    readonly_fields = ("trace",)
    inlines = (TestResultInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Grading]:
        """Gradings whose heavy parts are read only where one grading is shown."""
        return super().get_queryset(request).defer(*HEAVY)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Gradings come from work that is handed in."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was graded stays as it is."""
        return False
