# fails: test_optimizer
# Fits another kind of polynomial, and makes an optimizer that nobody asks.
import keras
import numpy as np
def fit(x, y):
    opt = keras.optimizers.Adam(0.1)   # never used
    p = np.polynomial.Chebyshev.fit(x, y, 2).convert(kind=np.polynomial.Legendre).convert(domain=[-1, 1])
    c = p.coef   # Legendre: P2 = (3x^2-1)/2
    return c[2] * 1.5, c[1], c[0] - c[2] / 2
