# fails: test_integers_and_close_sums
# Adds in float32, where small sums vanish.
import numpy as np
def neuron(x, w, b):
    z = np.dot(x.astype(np.float32), w.astype(np.float32)) + np.float32(b)
    return (z > 0).astype(int)
