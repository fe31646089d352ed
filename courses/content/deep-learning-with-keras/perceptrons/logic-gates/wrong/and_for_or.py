# fails: test_table[AND], test_table[OR], test_weights[AND], test_weights[OR], test_margins, test_real_neuron[AND], test_real_neuron[OR]
# AND and OR have changed places.
GATES = {"AND": ([0.5, 0.5], -0.2), "OR": ([0.5, 0.5], -0.7), "NAND": ([-0.5, -0.5], 0.7)}


def gate(name, x1, x2):
    w, b = GATES[name]
    return int(w[0] * x1 + w[1] * x2 + b > 0)


def AND(x1, x2):
    return gate("AND", x1, x2)


def OR(x1, x2):
    return gate("OR", x1, x2)


def NAND(x1, x2):
    return gate("NAND", x1, x2)
