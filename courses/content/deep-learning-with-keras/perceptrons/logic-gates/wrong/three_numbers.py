# fails: test_weights, test_margins, test_real_neuron
# Weights and bias in one list of three numbers.
GATES = {"AND": [0.5, 0.5, -0.7], "OR": [0.5, 0.5, -0.2], "NAND": [-0.5, -0.5, 0.7]}


def gate(name, x1, x2):
    w1, w2, b = GATES[name]
    return int(w1 * x1 + w2 * x2 + b > 0)


def AND(x1, x2):
    return gate("AND", x1, x2)


def OR(x1, x2):
    return gate("OR", x1, x2)


def NAND(x1, x2):
    return gate("NAND", x1, x2)
