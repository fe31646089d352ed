# fails: test_example, test_other_numbers, test_equal_numbers
# Divides by the largest number and forgets to subtract the smallest.
import numpy as np


def scale(x):
    x = np.asarray(x)
    return x / x.max()
