def dot(a, b):
    return sum(p * q for p, q in zip(a, b))


def train(X, y, learning_rate, epochs):
    w = [0.0] * len(X[0])
    b = 0
    errors = []
    while len(errors) < epochs and (not errors or errors[-1] > 0):
        count = 0
        for row, label in zip(X.tolist(), y.tolist()):
            guess = 1 if dot(w, row) + b > 0 else 0
            if guess == label:
                continue
            count += 1
            if label == 1:
                w = [wi + learning_rate * xi for wi, xi in zip(w, row)]
                b += learning_rate
            else:
                w = [wi - learning_rate * xi for wi, xi in zip(w, row)]
                b -= learning_rate
        errors.append(count)
    return [w, b, errors]
