# fails: test_real_neuron
# Makes 0 or 1 of each input first.
GATES = {"AND": ([0.5, 0.5], -0.7), "OR": ([0.5, 0.5], -0.2), "NAND": ([-0.5, -0.5], 0.7)}


def gate(name, x1, x2):
    w, b = GATES[name]
    return int(w[0] * (x1 > 0.5) + w[1] * (x2 > 0.5) + b > 0)


def AND(x1, x2):
    return gate("AND", x1, x2)


def OR(x1, x2):
    return gate("OR", x1, x2)


def NAND(x1, x2):
    return gate("NAND", x1, x2)
