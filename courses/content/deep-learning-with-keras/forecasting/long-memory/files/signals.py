"""Made-up series: a signal at the first step, and then only noise."""

import numpy as np

STEPS = 40


def make_series(n, rng):
    """Return n series of shape (n, 40, 2) and their answers of shape (n,), both drawn from the generator rng.

    Feature 0 is the signal: +1 or -1 at the first step, 0 at all later ones. Feature 1 is noise with a standard
    deviation of 3 at every step. The answer is 1 where the signal was +1 and 0 where it was -1.
    """
    answers = rng.integers(0, 2, n)
    series = np.zeros((n, STEPS, 2), dtype="float32")
    series[:, 0, 0] = 2 * answers - 1
    series[:, :, 1] = rng.normal(0, 3, (n, STEPS))
    return series, answers
