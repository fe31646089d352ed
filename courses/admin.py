"""Courses in Django's administration: to look things up. Content itself is written in files and loaded."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from courses.changes import tell_scoring_changed, tell_section_changed
from courses.models import Course, Enrollment, Exercise, Unit


@admin.register(Course)
class CourseAdmin(admin.ModelAdmin[Course]):
    """Courses."""

    list_display = ("slug", "__str__", "position")
    list_editable = ("position",)
    readonly_fields = ("slug", "title", "description")


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
    readonly_fields = ("unit", "slug", "title", "kind", "prompt", "points", "position", "current")

    def save_model(self, request: HttpRequest, obj: Exercise, form: Any, change: bool) -> None:
        """Store it, and have its scores follow."""
        super().save_model(request, obj, form, change)
        tell_scoring_changed([obj])


@admin.register(Enrollment)
class EnrollmentAdmin(admin.ModelAdmin[Enrollment]):
    """Who is what in which course: here a student becomes an instructor."""

    list_display = ("user", "course", "role", "created_at")
    list_filter = ("course", "role")
    list_select_related = ("user", "course")
    search_fields = ("user__email", "user__name")
    autocomplete_fields = ("user",)

    def save_model(self, request: HttpRequest, obj: Enrollment, form: Any, change: bool) -> None:
        """Store it, and have the scores follow: another section may have other extensions."""
        super().save_model(request, obj, form, change)
        tell_section_changed(obj.course_id, [obj.user_id])
