"""Sessions end: after a time that nobody uses them and at the latest after another, sooner for those who teach.

The times stand in the setting ``SESSION_AGES``. A session notes every ten minutes that it is used.
"""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from accounts.models import User

KEY = "ages"
SECONDS_BETWEEN_NOTES = 600


@receiver(user_logged_in)
def begin(sender: object, request: HttpRequest | None, user: User, **_signal: Any) -> None:
    """Note when a session began, and whether it is that of somebody who teaches or administers."""
    if request is not None and hasattr(request, "session"):
        now = int(time.time())
        request.session[KEY] = {"since": now, "seen": now, "staff": is_staff(user)}


def is_staff(user: User) -> bool:
    """Return whether somebody teaches in a course or administers the site, and so is worth more to a thief."""
    return user.is_staff or user.has_perm("courses.teach_somewhere")


def has_ended(ages: dict[str, Any], now: int) -> bool:
    """Return whether a session's time is over."""
    unused, whole = settings.SESSION_AGES["staff" if ages["staff"] else "people"]
    return bool(now - ages["seen"] > unused or now - ages["since"] > whole)


class SessionAges(MiddlewareMixin):
    """Signs out whose session has ended, and says so."""

    def process_request(self, request: HttpRequest) -> None:
        """Look at the session's age before any view sees who asks."""
        if "_auth_user_id" not in request.session:
            return
        now = int(time.time())
        ages = request.session.get(KEY) or {"since": now, "seen": 0, "staff": False}
        if ages["seen"] and has_ended(ages, now):
            logout(request)
            messages.info(
                request, _("You were signed out, as this browser was not used for a long time. Sign in again.")
            )
        elif now - ages["seen"] > SECONDS_BETWEEN_NOTES and isinstance(request.user, User):
            request.session[KEY] = {**ages, "seen": now, "staff": is_staff(request.user)}
