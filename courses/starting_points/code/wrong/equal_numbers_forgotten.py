# fails: test_equal_numbers
# Divides by zero where all numbers are the same.
import numpy as np


def scale(x):
    x = np.asarray(x)
    return (x - x.min()) / (x.max() - x.min())
