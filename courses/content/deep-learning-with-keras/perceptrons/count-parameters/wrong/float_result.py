# fails: test_small, test_large, test_other_networks, test_tuples, test_exact
# A float comes out.
import numpy as np


def dense_parameters(sizes):
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError("bad sizes")
    a = np.array(sizes, dtype=float)
    return ((a[:-1] + 1) * a[1:]).sum()
