# fails: test_example, test_longer_series, test_remembers, test_whole_numbers, test_calls_are_independent
# Keeps the state in a global dictionary from one call to the next.
import numpy as np


memory = {}


def rnn_forward(x, W, U, b):
    h = memory.get(len(b), np.zeros(len(b)))
    states = []
    for row in x:
        h = np.tanh(row @ W + h @ U + b)
        states.append(h)
    memory[len(b)] = h
    return np.array(states)
