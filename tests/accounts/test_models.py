"""People and their names."""

from __future__ import annotations

import pytest

from accounts.models import User


@pytest.mark.django_db
def test_address_is_stored_in_lower_case() -> None:
    assert User.objects.create_user("Mina@Example.ORG").email == "mina@example.org"


def test_user_without_address_is_refused() -> None:
    with pytest.raises(ValueError, match="e-mail address"):
        User.objects.create_user("")


@pytest.mark.parametrize(("name", "shown"), [("Mina Kim", "Mina Kim"), ("", "mina")])
def test_person_is_shown_by_name_or_else_by_the_start_of_the_address(name: str, shown: str) -> None:
    assert User(email="mina@example.org", name=name).display_name == shown
