"""Times as people say them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from courses.times import from_now, in_hours

HALF = timedelta(seconds=30)


@pytest.mark.parametrize(
    ("away", "english", "korean"),
    [
        (timedelta(days=2), "in 2 days", "2일 후"),
        (timedelta(hours=3), "in 3 hours", "3시간 후"),
        (timedelta(days=-1), "1 day ago", "1일 전"),
        (timedelta(0), "now", "지금"),
        (timedelta(seconds=-1), "just now", "방금"),
    ],
)
def test_how_far_away_a_time_is(away: timedelta, english: str, korean: str) -> None:
    moment = timezone.now() + away + (HALF if away >= timedelta(0) else -HALF)
    with translation.override("en"):
        assert from_now(moment).replace("\xa0", " ") == english
    with translation.override("ko"):
        assert from_now(moment).replace("\xa0", " ") == korean


@pytest.mark.parametrize(
    ("duration", "shown"),
    [
        (timedelta(0), "–"),
        (timedelta(seconds=20), "1 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(minutes=85), "1 h 25 min"),
    ],
)
def test_durations(duration: timedelta, shown: str) -> None:
    assert in_hours(duration) == shown
