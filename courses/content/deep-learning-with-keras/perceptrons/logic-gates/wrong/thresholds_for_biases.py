# fails: test_weights, test_margins, test_real_neuron
# The threshold in the place of the bias.
GATES = {"AND": ([0.5, 0.5], 0.7), "OR": ([0.5, 0.5], 0.2), "NAND": ([-0.5, -0.5], -0.7)}


def gate(name, x1, x2):
    w, theta = GATES[name]
    return int(w[0] * x1 + w[1] * x2 > theta)


def AND(x1, x2):
    return gate("AND", x1, x2)


def OR(x1, x2):
    return gate("OR", x1, x2)


def NAND(x1, x2):
    return gate("NAND", x1, x2)
