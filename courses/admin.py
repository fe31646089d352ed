"""Courses in Django's administration: to look things up. Content itself is written in files and loaded."""

from __future__ import annotations

from django.contrib import admin

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


@admin.register(Enrollment)
class EnrollmentAdmin(admin.ModelAdmin[Enrollment]):
    """Who is what in which course: here a student becomes an instructor."""

    list_display = ("user", "course", "role", "created_at")
    list_filter = ("course", "role")
    list_select_related = ("user", "course")
    search_fields = ("user__email", "user__name")
    autocomplete_fields = ("user",)
