"""Seeded random numbers of the still pictures."""

from __future__ import annotations

import pytest

from courses.figures.randomness import normal_from, random_from


def test_the_numbers_are_those_of_mulberry32() -> None:
    random = random_from(1)

    assert [random() for _draw in range(3)] == [0.6270739405881613, 0.002735721180215478, 0.5274470399599522]


def test_normal_numbers_have_mean_0_and_deviation_1() -> None:
    normal = normal_from(random_from(7))

    numbers = [normal() for _draw in range(4000)]
    mean = sum(numbers) / len(numbers)
    assert mean == pytest.approx(0, abs=0.05)
    assert sum((number - mean) ** 2 for number in numbers) / len(numbers) == pytest.approx(1, abs=0.05)
