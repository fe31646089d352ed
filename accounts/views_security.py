"""The page on which somebody sees how their account is protected."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.two_step import is_demanded_of


@require_safe
@never_cache
@login_required
def security(request: HttpRequest) -> HttpResponse:
    """Show password, two-step sign-in and sessions, and what can be done about each."""
    user = _signed_in(request)
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    context = {
        "two_step": found,
        "is_offered": settings.STAFF_MFA != "off",
        "is_demanded": is_demanded_of(user),
    }
    return render(request, "account/security.html", context)


@require_POST
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all of the person's sessions but this one."""
    user = _signed_in(request)
    user.end_sessions()
    update_session_auth_hash(request, user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("account:security")


def _signed_in(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
