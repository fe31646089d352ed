"""Courses in Django's administration: to look things up. They are changed on their own pages, which record it."""

from __future__ import annotations

from typing import TypeVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from courses.models import AuditEntry, Course, Enrollment, Exercise, Unit

Row = TypeVar("Row", bound=models.Model)


class ReadOnlyAdmin(admin.ModelAdmin[Row]):
    """Rows to look at; they go only with the person or course that they belong to."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds any here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Nobody changes any here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Nobody deletes any on these pages."""
        return not request.path.startswith(reverse(f"admin:{self.opts.label_lower.replace('.', '_')}_changelist"))


@admin.register(Course)
class CourseAdmin(admin.ModelAdmin[Course]):
    """Courses."""

    list_display = ("slug", "__str__", "position")
    list_editable = ("position",)
    readonly_fields = ("slug", "title", "description", "origin", "is_listed", "joining", "join_code")


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin[Unit]):
    """Units of courses."""

    list_display = ("slug", "course", "__str__", "retired")
    list_filter = ("course",)
    readonly_fields = ("course", "slug", "title", "summary", "position", "retired")


@admin.register(Exercise)
class ExerciseAdmin(admin.ModelAdmin[Exercise]):
    """Exercises of units."""

    list_display = ("slug", "unit", "__str__", "points", "due_at", "current")
    list_filter = ("unit__course",)
    list_select_related = ("unit", "current")
    readonly_fields = (
        "unit", "slug", "title", "kind", "prompt", "points", "position", "due_at", "weight", "current",
    )  # fmt: skip


@admin.register(Enrollment)
class EnrollmentAdmin(ReadOnlyAdmin[Enrollment]):
    """Who is what in which course. Roles are given on a course's page "People", also by site administrators."""

    list_display = ("user", "course", "role", "section", "created_at")
    list_filter = ("course", "role")
    list_select_related = ("user", "course", "section")
    search_fields = ("user__email", "user__name")


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin[AuditEntry]):
    """Who changed what, in all courses."""

    list_display = ("at", "course", "actor", "action", "subject", "before", "after", "reason")
    list_filter = ("action", "course")
    list_select_related = ("course", "actor")
    search_fields = ("actor__email", "person__email", "subject")
    date_hierarchy = "at"
