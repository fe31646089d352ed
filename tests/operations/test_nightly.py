"""The night's cleaning: when it is due, and that one clock of several does it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from grader.queueing import clock
from operations import nightly
from operations.cleaning import Removed


@pytest.fixture
def cleanings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was cleaned, where nothing is."""
    done: list[str] = []

    def clean_up() -> Iterator[Removed]:
        done.append("cleaned")
        return iter(())

    monkeypatch.setattr("operations.cleaning.clean_up", clean_up)
    cache.delete("clean_up")
    return done


def at(hour: int, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.make_aware(datetime(2026, 11, 22, hour, 30))  # noqa: DTZ001  (made aware of the site's zone)
    monkeypatch.setattr("operations.nightly.timezone.localtime", lambda: now)


def test_of_two_clocks_one_cleans_up_at_night(cleanings: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    at(3, monkeypatch)
    threads = [nightly.clean_up_at_night(), nightly.clean_up_at_night()]
    for thread in threads:
        if thread:
            thread.join()
    assert cleanings == ["cleaned"]
    assert threads[1] is None


def test_by_day_nothing_is_cleaned(cleanings: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    at(12, monkeypatch)
    assert nightly.clean_up_at_night() is None
    assert cleanings == []


def test_it_is_a_duty_of_the_workers_clocks() -> None:
    assert nightly.clean_up_at_night in clock.more
