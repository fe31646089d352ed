def train(X, y, batch_size, learning_rate, epochs, rng):
    """No arrays: rows as Python lists."""
    rows = [(list(map(float, x)), float(label)) for x, label in zip(X, y)]
    w = [0.0] * len(rows[0][0])
    b = 0.0
    history = []

    def error(x, label):
        return sum(wi * xi for wi, xi in zip(w, x)) + b - label

    for epoch in range(epochs):
        order = [int(i) for i in rng.permutation(len(rows))]
        while order:
            batch, order = order[:batch_size], order[batch_size:]
            slopes, slope = [0.0] * len(w), 0.0
            for i in batch:
                x, label = rows[i]
                e = error(x, label)
                slope += 2 * e / len(batch)
                for j, xj in enumerate(x):
                    slopes[j] += 2 * e * xj / len(batch)
            w = [wi - learning_rate * s for wi, s in zip(w, slopes)]
            b -= learning_rate * slope
            history.append(sum(error(x, label) ** 2 for x, label in rows) / len(rows))
    return w, b, history
