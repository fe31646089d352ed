import numpy as np


def scale(x):
    moved = np.array(x, dtype=np.float32) - np.min(x)
    if not moved.any():
        raise ValueError("nothing to stretch")
    return moved / np.max(moved)
