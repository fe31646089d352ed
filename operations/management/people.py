"""Finding the person that a command is about."""

from __future__ import annotations

from django.core.management.base import CommandError

from accounts.models import User


def found_person(email: str) -> User:
    """Return the person with an address; ``CommandError`` when there is none."""
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        raise CommandError(f"Nobody has the address {email}.")
    return person
