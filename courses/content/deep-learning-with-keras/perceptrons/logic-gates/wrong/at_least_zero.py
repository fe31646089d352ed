# fails: test_weights, test_margins, test_real_neuron
# Fires at a sum of 0, too, and relies on it: OR without a distance, NAND with the sum 0 at (1, 0).
GATES = {"AND": ([1, 1], -2), "OR": ([1, 1], -1), "NAND": ([-1, -1], 1)}


def gate(name, x1, x2):
    w, b = GATES[name]
    return int(w[0] * x1 + w[1] * x2 + b >= 0)


def AND(x1, x2):
    return gate("AND", x1, x2)


def OR(x1, x2):
    return gate("OR", x1, x2)


def NAND(x1, x2):
    return gate("NAND", x1, x2)
