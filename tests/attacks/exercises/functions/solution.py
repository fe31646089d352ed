import numpy as np


def double(x):
    return 2 * x


def scale(x, k):
    return np.asarray(x) * k


def label(s):
    return s[::-1]


answer = float(np.loadtxt("numbers.csv", delimiter=",").sum())
