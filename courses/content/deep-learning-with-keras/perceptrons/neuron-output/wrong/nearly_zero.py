# fails: test_integers_and_close_sums
# Takes a sum near 0 for 0.
import numpy as np
def neuron(x, w, b):
    z = np.dot(x, w) + b
    return np.where(np.isclose(z, 0, atol=1e-4), 0, z > 0)
