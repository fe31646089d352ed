# fails: test_1000[binary_crossentropy]
# Takes ln(1 + e^z) for z from 5 on, which loses the small losses.
import numpy as np


def log_softmax(logits):
    z = np.asarray(logits, dtype=float)
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def binary_crossentropy(y_true, logits):
    y = np.array(y_true, dtype=float)
    z = np.array(logits, dtype=float)
    soft = np.where(z > 5, z, np.log1p(np.exp(z)))
    return (soft - y * z).mean()


def categorical_crossentropy(y_true, logits):
    return -np.mean(np.sum(np.asarray(y_true) * log_softmax(logits), axis=1))


def sparse_categorical_crossentropy(y_true, logits):
    lp = log_softmax(logits)
    return -lp[np.arange(len(lp)), np.asarray(y_true)].mean()
