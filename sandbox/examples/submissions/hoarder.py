"""Takes all the memory that it gets and never answers."""

hoard: list[list[int]] = []


def median(numbers: list[float]) -> float:
    """Return nothing; ask for more memory, for ever."""
    while True:
        hoard.append(list(range(100_000)))
