"""A student's work: right, and curious."""

import os


def median(numbers: list[float]) -> float:
    """Return the middle of ``numbers``, or the mean of the two in the middle."""
    ranked = sorted(numbers)
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


print("files that I see:", sorted(os.listdir()))
print("processes that I see:", [name for name in os.listdir("/proc") if name.isdigit()])
