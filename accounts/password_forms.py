"""allauth's forms for passwords, in this site's words.

Apart from `accounts.forms`, which allauth itself imports while its forms are not there yet.
"""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.forms import ChangePasswordForm, ResetPasswordKeyForm, SetPasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _


class _PlainlyNamed:
    """A form of allauth's with labels in this site's style."""

    labels: ClassVar[dict[str, Any]] = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password, once more"),
    }
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            if name in self.fields:
                self.fields[name].label = label
                self.fields[name].widget.attrs.pop("placeholder", None)


class PasswordChangeForm(_PlainlyNamed, ChangePasswordForm):  # type: ignore[misc]  # allauth has no hints.
    """Asks for the old password and twice for the new one."""


class PasswordSetForm(_PlainlyNamed, SetPasswordForm):  # type: ignore[misc]
    """Asks for a first password."""


class PasswordResetForm(_PlainlyNamed, ResetPasswordKeyForm):  # type: ignore[misc]
    """Asks for a new password, of somebody who came by a link."""
