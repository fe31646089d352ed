"""What the measurements of load say of the times that they took, and where they may go."""

from __future__ import annotations

import random

import pytest

from benchmarks.load.client import Site
from benchmarks.load.figures import rate
from benchmarks.long_run import growth


@pytest.mark.parametrize("address", ["http://example.org", "http://10.0.0.1:8000", "http://0.0.0.0"])
def test_the_load_goes_to_this_computer_only(address: str) -> None:
    with pytest.raises(ValueError, match="this computer only"):
        Site(address)


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://[::1]:80", "http://localhost"])
def test_this_computer_has_these_names(address: str) -> None:
    assert Site(address).port in (80, 8000)


def test_a_leak_is_growth_and_noise_with_a_peak_is_not() -> None:
    noise = random.Random(1)
    level = [(float(done), 100 + noise.uniform(-5, 5)) for done in range(0, 5000, 100)]
    level[20] = (2000.0, 400.0)
    leak = [(done, value + 0.01 * done) for done, value in level]
    assert growth(level) == pytest.approx(0, abs=3)
    assert growth(leak) == pytest.approx(49, abs=3)


def test_what_ends_is_counted_while_many_wait() -> None:
    full = [[0.0, place / 4, (place + 1) / 4] for place in range(40)]
    alone = [[100.0 + place, 100.0 + place, 101.0 + place] for place in range(40)]
    assert rate([*full, *alone]) == pytest.approx(4, rel=0.1)
