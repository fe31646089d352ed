"""What an exercise promises its students to take."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.proving.durations import promised, write_usually_seconds


@pytest.mark.parametrize(
    ("measured", "seconds"), [(0.1, 1), (1.05, 1), (1.2, 2), (2.9, 3), (8.9, 10), (16, 15), (17, 20), (500, 500)]
)
def test_promised(measured: float, seconds: int) -> None:
    assert promised(measured) == seconds


@pytest.mark.parametrize("before", ["title: T\nusually_seconds: 9\npoints: 1\n", "title: T\npoints: 1\n"])
def test_the_line_is_replaced_or_added(tmp_path: Path, before: str) -> None:
    file = tmp_path / "exercise.yaml"
    file.write_text(before)
    assert write_usually_seconds(tmp_path, 2.8)
    assert sorted(file.read_text().splitlines()) == ["points: 1", "title: T", "usually_seconds: 3"]
    assert not write_usually_seconds(tmp_path, 2.8)
