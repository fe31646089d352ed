"""A person's e-mail addresses."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from accounts.models import User


def addresses_of(person: User) -> list[str]:
    """Return all addresses of a person, the one of the account first."""
    others = EmailAddress.objects.filter(user=person).order_by("pk").values_list("email", flat=True)
    return list(dict.fromkeys([person.email, *others]))
