"""Where the site demands two-step sign-in of its staff, they set it up before they do anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.two_step import is_demanded_of

OPEN = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_index",
        "mfa_view_recovery_codes",
        "set_language",
    }
)
"""Addresses, by name, that somebody needs to set it up or to leave."""


class TwoStepMiddleware(MiddlewareMixin):
    """Leads staff without two-step sign-in to its page, where the setting ``STAFF_MFA`` is ``required``."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Turn away who has yet to set it up."""
        if settings.STAFF_MFA != "required" or not isinstance(request.user, User):
            return None
        match = request.resolver_match
        if (match and match.view_name in OPEN) or not must_set_up(request.user):
            return None
        text = _("This site demands two-step sign-in of those who teach or administer. Set it up to go on.")
        if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
            return JsonResponse({"message": text}, status=403)
        messages.warning(request, text)
        return redirect("mfa_index")


def must_set_up(user: User) -> bool:
    """Return whether somebody has yet to set up what the site demands of them."""
    return is_demanded_of(user) and not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
