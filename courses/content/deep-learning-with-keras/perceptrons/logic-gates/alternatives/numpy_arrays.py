import numpy as np

GATES = {
    "AND": (np.array([0.5, 0.5]), np.float64(-0.9)),
    "OR": (np.array([3, 1]), -0.5),
    "NAND": [np.array([-0.2, -0.3], dtype=np.float32), 0.4],
}


class Perceptron:
    def __init__(self, weights, bias):
        self.weights = weights
        self.bias = bias

    def predict(self, x1, x2):
        return np.heaviside(np.dot(self.weights, [x1, x2]) + self.bias, 0)


def AND(x1, x2):
    return Perceptron(*GATES["AND"]).predict(x1, x2)


def OR(x1, x2):
    return Perceptron(*GATES["OR"]).predict(x1, x2)


def NAND(x1, x2):
    return Perceptron(*GATES["NAND"]).predict(x1, x2)
