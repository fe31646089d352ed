# fails: test_one_step, test_example, test_longer_series, test_sizes, test_remembers, test_whole_numbers, test_large_sums, test_calls_are_independent
# Bends the sums with the sigmoid.
import numpy as np


def rnn_forward(x, W, U, b):
    h = np.zeros(len(b))
    states = []
    for row in x:
        h = 1 / (1 + np.exp(-(row @ W + h @ U + b)))
        states.append(h)
    return np.array(states)
