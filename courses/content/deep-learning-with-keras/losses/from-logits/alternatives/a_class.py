# A class that keeps the number of rows and the total; max(z, 0) - y z + ln(1 + e^-|z|).
import numpy as np


class Mean:
    def __init__(self):
        self.total, self.count = 0.0, 0

    def add(self, losses):
        self.total += np.sum(losses)
        self.count += np.size(losses)
        return self

    def result(self):
        return self.total / self.count


def binary_crossentropy(y_true, logits):
    y, z = np.asarray(y_true, dtype=np.float64), np.asarray(logits, dtype=np.float64)
    return Mean().add(np.maximum(z, 0) - y * z + np.log1p(np.exp(-abs(z)))).result()


def log_softmax_of_row(z):
    z = np.asarray(z, dtype=np.float64)
    z = z - z.max()
    return z - np.log(np.exp(z).sum())


def categorical_crossentropy(y_true, logits):
    mean = Mean()
    for y, z in zip(y_true, logits):
        mean.add(-np.dot(y, log_softmax_of_row(z)))
    return mean.result()


def sparse_categorical_crossentropy(y_true, logits):
    mean = Mean()
    for label, z in zip(y_true, logits):
        mean.add(-log_softmax_of_row(z)[label])
    return mean.result()
