"""What somebody is asked who deletes their account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User


class DeletionForm(forms.Form):
    """Asks for the password, so that nobody deletes an account that was left open."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "form-control"}),
    )

    def __init__(self, person: User, data: Any = None) -> None:
        super().__init__(data)
        self._person = person

    def clean_password(self) -> str:
        """Return the password; ``ValidationError`` for a wrong one."""
        password: str = self.cleaned_data["password"]
        if not self._person.check_password(password):
            raise forms.ValidationError(_("This is not your password."))
        return password
