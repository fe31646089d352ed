"""What tests of courses share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """A request leaves its language active in the thread; rules that are called without one speak English here."""
    with translation.override("en"):
        yield
