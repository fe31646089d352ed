"""The forms that take a code. None counts twice: an app's code is good for the half minutes around it, and for one use.

allauth remembers used codes in the cache, for shorter than we accept them. We note in the database, in one step, up to
which half minute codes are used up.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from accounts.two_step import LostKeyError, TwoStepAdapter

USED_UP_TO = "used_up_to"
SECONDS = 30


class _OnceOnly:
    """A form with a code; ``authenticator`` is what it belongs to."""

    authenticator: Authenticator
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code of your app, or a recovery code")
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs.update(inputmode="numeric", autofocus=True, maxlength=20, autocomplete="one-time-code")

    def clean_code(self) -> str:
        """Return the code; ``ValidationError`` for a wrong one, for one that was used, and after too many."""
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # allauth's form comes behind this class.
        except LostKeyError as error:
            raise ValidationError(
                _("The key of your codes can no longer be read. Ask who runs this site to reset two-step sign-in.")
            ) from error
        if self.authenticator.type == Authenticator.Type.TOTP and not use_up(self.authenticator, code):
            raise TwoStepAdapter().validation_error("incorrect_code")
        return code


class CodeForm(_OnceOnly, AuthenticateForm):  # type: ignore[misc]  # allauth has no hints.
    """Asks for a code while signing in."""


class CodeAgainForm(_OnceOnly, ReauthenticateForm):  # type: ignore[misc]
    """Asks for a code before something that needs care."""


@transaction.atomic
def use_up(authenticator: Authenticator, code: str) -> bool:
    """Note that a right code was used, and store the key under today's secret; ``False`` for one that was used up."""
    stored = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    key = TwoStepAdapter().decrypt(stored.data["secret"])
    fresh = [number for number in _numbers_of(key, code) if number > stored.data.get(USED_UP_TO, 0)]
    if not fresh:
        return False
    stored.data |= {USED_UP_TO: min(fresh), "secret": TwoStepAdapter().encrypt(key)}
    stored.save(update_fields=["data"])
    authenticator.data = stored.data
    return True


def _numbers_of(key: str, code: str) -> list[int]:
    """Return the numbers of the half minutes about now that a code is of."""
    plain = "".join(code.split())
    codes = {number: format_hotp_value(hotp_value(key, number)) for number in yield_hotp_counters_from_time()}
    return [number for number, right in codes.items() if constant_time_compare(plain, right)]


@receiver(post_save, sender=Authenticator)
def use_up_first(sender: object, instance: Authenticator, created: bool, **_signal: Any) -> None:
    """The code that two-step sign-in was set up with opens nothing any more."""
    if created and instance.type == Authenticator.Type.TOTP:
        instance.data[USED_UP_TO] = int(time.time()) // SECONDS
        instance.save(update_fields=["data"])
