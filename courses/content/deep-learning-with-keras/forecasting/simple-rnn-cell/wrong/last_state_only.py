# fails: test_one_step, test_example, test_longer_series, test_sizes, test_remembers, test_whole_numbers, test_large_sums, test_calls_are_independent
# Gives back only the state after the last step.
import numpy as np


def rnn_forward(x, W, U, b):
    h = np.zeros(len(b))
    states = []
    for row in x:
        h = np.tanh(row @ W + h @ U + b)
        states.append(h)
    return h
