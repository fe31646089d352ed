# fails: test_example, test_longer_series, test_sizes[one feature], test_sizes[one unit], test_remembers, test_whole_numbers, test_large_sums, test_calls_are_independent
# Starts every step from zeros: a layer without memory.
import numpy as np


def rnn_forward(x, W, U, b):
    h = np.zeros(len(b))
    states = []
    for row in x:
        h = np.tanh(row @ W + np.zeros(len(b)) @ U + b)
        states.append(h)
    return np.array(states)
