import numpy as np


def scale(x):
    """Return the numbers of x moved and stretched to 0 … 1."""
    raise NotImplementedError("scale is still to be written")
