"""What happens around signing in that allauth leaves to the site."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import guessing, language
from accounts.limits import in_words
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no hints.
    """allauth's own ways, with our count of wrong passwords, and pages in the person's language from the first on."""

    _attempt: list[guessing.Try]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt; ``ValidationError`` saying when the next one may be made after too many wrong ones."""
        email = str(credentials.get("email") or credentials.get("username") or "")
        self._attempt = guessing.tries(request, self.get_client_ip(request), email)
        seconds = guessing.begin(self._attempt)
        if seconds:
            request.works_again_in = seconds  # type: ignore[attr-defined]  # For RefusalMiddleware.
            raise ValidationError(
                _(
                    "There were too many wrong passwords for this address. Try again in {time}, or have a link sent to"
                    " you to choose a new password."
                ).format(time=in_words(seconds))
            )

    def _rollback_login_failed_rl_usage(self) -> None:
        """Take the count back: allauth calls this when the password was right."""
        guessing.succeed(self._attempt)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """Forget wrong passwords: allauth calls this for somebody who has chosen a new one by a link."""
        guessing.forget(guessing.tries(request, self.get_client_ip(request), str(credentials.get("email") or "")))

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Go on after signing in, in the person's language, and have the browser known from now on."""
        response: HttpResponse = super().post_login(request, user, **details)
        language.apply(response, user.language)
        guessing.remember_browser(request, response, user.email)
        return response
