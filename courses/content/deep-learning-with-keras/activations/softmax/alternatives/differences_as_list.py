# Examples come to the front one by one; the result is a nested list.
import numpy as np


def softmax(z, axis=-1):
    z = np.swapaxes(np.array(z), axis, -1)
    rows = z.reshape(-1, z.shape[-1])
    results = []
    for row in rows:
        differences = row[:, None] - row[None, :]  # e^a / (e^b + e^c) is 1 / (e^(b - a) + e^(c - a))
        with np.errstate(over="ignore"):
            results.append(1 / np.exp(-differences).sum(axis=1))
    return np.swapaxes(np.reshape(results, z.shape), -1, axis).tolist()
