# fails: test_exact
# Rounds in between.
import numpy as np


def dense_parameters(sizes):
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError("bad sizes")
    a = np.array(sizes, dtype=float)
    return int(((a[:-1] + 1) * a[1:]).sum())
