"""What tests of accounts share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    """Forget the attempts to sign in that other tests made: they are limited."""
    cache.clear()
