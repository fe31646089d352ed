# fails: test_table[NAND], test_weights[NAND], test_margins, test_real_neuron[NAND]
# NOR in the place of NAND: the signs of OR turned around.
GATES = {"AND": ([0.5, 0.5], -0.7), "OR": ([0.5, 0.5], -0.2), "NAND": ([-0.5, -0.5], 0.2)}


def gate(name, x1, x2):
    w, b = GATES[name]
    return int(w[0] * x1 + w[1] * x2 + b > 0)


def AND(x1, x2):
    return gate("AND", x1, x2)


def OR(x1, x2):
    return gate("OR", x1, x2)


def NAND(x1, x2):
    return gate("NAND", x1, x2)
