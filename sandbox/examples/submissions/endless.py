"""Never comes back."""


def median(numbers: list[float]) -> float:
    """Return nothing, ever."""
    while True:
        numbers = sorted(numbers)
