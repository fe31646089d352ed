# fails: test_parameters, test_other_parameters
# Gives the number of parameters as a float.
import numpy as np
def s(z): return 1 / (1 + np.exp(-z))
def lstm_forward(x, W, U, b):
    n = U.shape[0]
    h = np.zeros(n); c = np.zeros(n); out = []
    for t in range(len(x)):
        z = x[t] @ W + h @ U + b
        i, f, g, o = s(z[:n]), s(z[n:2*n]), np.tanh(z[2*n:3*n]), s(z[3*n:])
        c = f * c + i * g
        h = o * np.tanh(c)
        out.append(h)
    return np.array(out), c
def lstm_parameters(units, features):
    return 4 * (units * (units + features) + units) / 1
