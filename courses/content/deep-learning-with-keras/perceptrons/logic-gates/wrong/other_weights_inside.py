# fails: test_real_neuron
# The functions use weights of their own, other ones than GATES holds.
GATES = {"AND": ([0.5, 0.5], -0.7), "OR": ([0.5, 0.5], -0.2), "NAND": ([-0.5, -0.5], 0.7)}


def AND(x1, x2):
    return int(0.6 * x1 + 0.4 * x2 - 0.8 > 0)


def OR(x1, x2):
    return int(x1 + x2 > 0.9)


def NAND(x1, x2):
    return int(-x1 - x2 + 1.1 > 0)
