import numpy as np


def minibatches(X, y, batch_size, rng):
    """Give the pairs (X_batch, y_batch) of one epoch, shuffled by rng."""
    raise NotImplementedError("minibatches is still to be written")


if __name__ == "__main__":
    X = np.arange(20.0).reshape(10, 2)
    y = np.arange(10)
    for X_batch, y_batch in minibatches(X, y, 4, np.random.default_rng(1)):
        print(X_batch.shape, y_batch)
