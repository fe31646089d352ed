# fails: test_example, test_longer_series, test_sizes[one feature], test_remembers, test_whole_numbers, test_large_sums, test_calls_are_independent
# U @ h in the place of h @ U; with one unit it is the same.
import numpy as np


def rnn_forward(x, W, U, b):
    h = np.zeros(len(b))
    states = []
    for row in x:
        h = np.tanh(row @ W + U @ h + b)
        states.append(h)
    return np.array(states)
