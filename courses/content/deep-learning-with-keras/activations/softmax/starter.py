import numpy as np


def softmax(z, axis=-1):
    """Return the probabilities that belong to the logits z, which lie along axis."""
    raise NotImplementedError("softmax is still to be written")


if __name__ == "__main__":
    print(softmax([2, 1, 0]))  # wanted: 0.665, 0.245, 0.090
