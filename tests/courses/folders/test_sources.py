"""Parsing sources where several threads do."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from courses.folders.sources import parsed_python


class Cycle:
    """Garbage that only the collector finds, and that lets other threads go on when it does."""

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        time.sleep(0)


@pytest.fixture
def eager_collector() -> Iterator[None]:
    """Have garbage collected in the middle of everything."""
    before = gc.get_threshold()
    gc.set_threshold(20)
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("eager_collector")
def test_threads_parse_at_the_same_time() -> None:
    source = "\n".join(f"def f_{number}(x): return [x, (x + {number}) * 2]" for number in range(40))

    def parse(_turn: int) -> int:
        for _ in range(10):
            Cycle()
        return len(parsed_python(source).body)

    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(parse, range(120))) == {40}
