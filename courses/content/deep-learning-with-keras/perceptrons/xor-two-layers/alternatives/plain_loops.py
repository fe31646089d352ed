def AND(x1, x2):
    return int(x1 + x2 - 1.5 > 0)


def OR(x1, x2):
    return int(x1 + x2 - 0.5 > 0)


def NAND(x1, x2):
    return int(-x1 - x2 + 1.5 > 0)


def xor(x1, x2):
    first = NAND(x1, x2)
    second = OR(x1, x2)
    return AND(first, second)


W1 = [[-2, 3], [-2, 3]]
b1 = [3, -1.5]
W2 = [[0.5], [0.25]]
b2 = [-0.5]


def layer(inputs, weights, biases):
    outputs = []
    for j in range(len(biases)):
        total = biases[j]
        for i in range(len(inputs)):
            total += inputs[i] * weights[i][j]
        outputs.append(1 if total > 0 else 0)
    return outputs


def network(X, W1, b1, W2, b2):
    return [layer(layer(row, W1, b1), W2, b2) for row in X]
