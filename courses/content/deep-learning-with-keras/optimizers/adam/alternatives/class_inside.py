import numpy as np


class RunningMean:
    def __init__(self, value, beta):
        self.value, self.beta = np.array(value, dtype=np.float64), beta

    def add(self, new):
        self.value *= self.beta
        self.value += (1 - self.beta) * new

    def corrected(self, count):
        return self.value / (1.0 - self.beta**count)


def adam_step(w, m, v, t, gradient, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    first, second = RunningMean(m, beta_1), RunningMean(v, beta_2)
    first.add(gradient)
    second.add(gradient**2)
    step = learning_rate * first.corrected(t) / (np.sqrt(second.corrected(t)) + epsilon)
    return w - step, first.value, second.value
