# fails: test_margins
# AND with a bias of -1: a single 1 gives a sum of exactly 0.
GATES = {"AND": ([1, 1], -1), "OR": ([1, 1], -0.5), "NAND": ([-1, -1], 1.5)}


def gate(name, x1, x2):
    w, b = GATES[name]
    return int(w[0] * x1 + w[1] * x2 + b > 0)


def AND(x1, x2):
    return gate("AND", x1, x2)


def OR(x1, x2):
    return gate("OR", x1, x2)


def NAND(x1, x2):
    return gate("NAND", x1, x2)
