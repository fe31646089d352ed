import numpy as np


def neuron(x, w, b):
    z = np.dot(np.asarray(w), np.asarray(x).T) + b
    return np.maximum(np.sign(z), 0).astype(np.int8)
