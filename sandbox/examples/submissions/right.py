"""Right."""

import statistics


def median(numbers: list[float]) -> float:
    """Return the middle of ``numbers``."""
    return statistics.median(numbers)
