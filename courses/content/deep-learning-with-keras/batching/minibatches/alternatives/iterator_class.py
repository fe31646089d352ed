import numpy as np


class Batches:
    """An iterator over one epoch of a table that holds X and y side by side."""

    def __init__(self, X, y, batch_size, rng):
        if batch_size < 1:
            raise ValueError("batch_size")
        self.table = np.column_stack([X, y])  # raises ValueError where the lengths differ
        rng.shuffle(self.table)
        self.batch_size = batch_size
        self.start = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.start >= len(self.table):
            raise StopIteration
        part = self.table[self.start : self.start + self.batch_size]
        self.start += self.batch_size
        return part[:, :-1], part[:, -1]


def minibatches(X, y, batch_size, rng):
    return Batches(X, y, batch_size, rng)
