"""The language that a person reads in: chosen by the switch, kept with the account, applied at signing in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from accounts.models import User


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Switch the language, go back to where the reader was, and remember it for a person who is signed in."""
    response = set_language(request)
    language = request.POST.get("language", "")
    if isinstance(request.user, User) and is_offered(language):
        User.objects.filter(pk=request.user.pk).update(language=language)
    return response


def apply(response: HttpResponse, language: str) -> None:
    """Have the browser ask for pages in a language from now on; nothing for one that the site does not speak."""
    if is_offered(language):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )


def is_offered(language: str) -> bool:
    """Return whether the site speaks a language."""
    return language in dict(settings.LANGUAGES) and check_for_language(language)
