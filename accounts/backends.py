"""Who a password belongs to."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User

DEMO_PASSWORD = "backpass"  # noqa: S105  (public on purpose, and for a site that only its own computer reaches)


class PasswordBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no hints.
    """allauth's, but the public password of the demo accounts opens nothing where others can reach the site."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """Return the person, or ``None`` for a wrong password after as long as a right one takes."""
        if credentials.get("password") == DEMO_PASSWORD and not settings.DEMO_ACCOUNTS:
            self._mitigate_timing_attack(DEMO_PASSWORD)
            return None
        found: User | None = super().authenticate(request, **credentials)
        return found
