"""What people are asked besides allauth's own fields."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class NameForm(forms.Form):
    """The part of the sign-up form that asks for a name; allauth's sign-up form extends it."""

    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Your instructors see it next to your scores."),
    )
    field_order = ("name", "email", "password1")

    def signup(self, request: HttpRequest, user: User) -> None:
        """Store the given name with the new ``user``; allauth calls this when the account exists."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
