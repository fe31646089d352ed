"""Addresses of what a unit's texts link to."""

from __future__ import annotations

from django.urls import reverse

from courses.markdown import Place
from courses.models import Exercise, Unit, UnitFile


def place_of(unit: Unit) -> Place:
    """Return where a unit's texts stand: the course's exercises and the unit's files, with their addresses."""
    course = unit.course
    exercises = Exercise.objects.published().filter(unit__course=course).values_list("unit__slug", "slug")
    files = UnitFile.objects.filter(unit=unit).values_list("path", "content_hash")
    return Place(
        unit=unit.slug,
        exercises=tuple(
            sorted(
                (f"{part}/{slug}", reverse("grader:exercise", args=[course.slug, part, slug]))
                for part, slug in exercises
            )
        ),
        files=tuple(
            # The hash makes a changed figure a new address, so that browsers may keep the old one for good.
            sorted(
                (path, f"{reverse('courses:file', args=[course.slug, unit.slug, path])}?v={digest[:12]}")
                for path, digest in files
            )
        ),
    )
