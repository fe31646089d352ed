import numpy as np


def softmax(z, axis=-1):
    """Return the probabilities that belong to the logits z, which lie along axis."""
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
