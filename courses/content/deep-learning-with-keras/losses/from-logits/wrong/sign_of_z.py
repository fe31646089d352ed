# fails: test_example[binary_crossentropy], test_batch[binary_crossentropy], test_other_batches[binary_crossentropy], test_500[binary_crossentropy], test_1000[binary_crossentropy], test_several_questions
# e^z in the place of e^-z: yes and no have changed places.
import numpy as np


def log_softmax(logits):
    z = logits - np.max(logits, axis=1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))


def binary_crossentropy(y_true, logits):
    return np.mean(np.logaddexp(0, np.negative(logits)) + np.multiply(y_true, logits))


def categorical_crossentropy(y_true, logits):
    return -np.mean(np.sum(y_true * log_softmax(logits), axis=1))


def sparse_categorical_crossentropy(y_true, logits):
    return -np.mean(log_softmax(logits)[np.arange(len(logits)), y_true])
