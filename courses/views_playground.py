"""The network playground on a page of its own, open to everybody."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.figures.markup import with_stills
from courses.models import Exercise

ELEMENT = '<bp-figure kind="playground" id="playground"></bp-figure>'
EXERCISES = ("xor-two-layers", "first-dense-model", "functional-api")
"""Slugs of exercises that take a network of the playground's kind; those that the site has are offered."""


@require_safe
@never_cache
def playground(request: HttpRequest) -> HttpResponse:
    """Show the playground, with exercises that its networks can be sent to."""
    exercises = Exercise.objects.published().filter(slug__in=EXERCISES).select_related("unit__course")
    return render(request, "courses/playground.html", {"figure": _figure(get_language()), "exercises": exercises})


@cache
def _figure(_language: str | None) -> SafeString:
    """The figure with its still picture, whose words are in the language in force."""
    return mark_safe(with_stills(ELEMENT))  # noqa: S308  # The element stands above.
