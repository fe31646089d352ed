# fails: test_table, test_weights, test_margins, test_real_neuron
# Weights of 0: every answer is 0, by the functions and by the weights.
GATES = {"AND": ([0, 0], 0), "OR": ([0, 0], 0), "NAND": ([0, 0], 0)}


def AND(x1, x2):
    return 0


def OR(x1, x2):
    return 0


def NAND(x1, x2):
    return 0
