"""What happens around signing in that allauth leaves to the site."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from accounts import language
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no hints.
    """allauth's own ways, and pages in the person's language from the first one on."""

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Go on after signing in, in the language that the person chose last."""
        response: HttpResponse = super().post_login(request, user, **details)
        language.apply(response, user.language)
        return response
