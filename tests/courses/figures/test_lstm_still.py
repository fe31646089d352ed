"""The still picture of the LSTM cell: at the end it says whether the cell still knows of its first step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from courses.figures.kinds import read_state
from courses.figures.markup import still


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Whatever language an earlier test has left in force."""
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("preset: remember; series: first", "says yes, and that is right."),
        ("preset: remember; series: noise", "says no, and that is right."),
        ("preset: forget; series: first", "says no, and that is wrong."),
    ],
)
def test_at_the_end_the_cell_is_asked_about_its_first_step(state: str, said: str) -> None:
    assert said in still("lstm", read_state("lstm", f"{state}; step: 12"))


@pytest.mark.parametrize("state", ["series: first; step: 11", "series: knocks; step: 12"])
def test_it_is_asked_neither_before_nor_where_other_steps_matter(state: str) -> None:
    assert "Was there a knock" not in still("lstm", read_state("lstm", state))
