"""Forgets to sort."""


def median(numbers: list[float]) -> float:
    """Return the number in the middle."""
    return numbers[len(numbers) // 2]
