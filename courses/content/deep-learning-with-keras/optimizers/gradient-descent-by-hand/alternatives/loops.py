from math import sqrt


def loss_of(w1, w2, b, x, y):
    total = 0.0
    for xi, yi in zip(x, y):
        total += (w1 * xi * xi + w2 * xi + b - yi) ** 2
    return sqrt(total / len(x))


def fit_quadratic(x, y, learning_rate, epochs):
    x = [float(value) for value in x]
    y = [float(value) for value in y]
    w1 = w2 = b = 1.0
    for epoch in range(epochs):
        loss = loss_of(w1, w2, b, x, y)
        if loss == 0:
            break
        d1 = d2 = d3 = 0.0
        for xi, yi in zip(x, y):
            error = w1 * xi * xi + w2 * xi + b - yi
            d1 += error * xi * xi
            d2 += error * xi
            d3 += error
        w1 -= learning_rate * d1 / len(x) / loss
        w2 -= learning_rate * d2 / len(x) / loss
        b -= learning_rate * d3 / len(x) / loss
    return [w1, w2, b, loss_of(w1, w2, b, x, y)]
