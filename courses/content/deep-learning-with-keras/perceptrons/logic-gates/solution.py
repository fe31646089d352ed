GATES = {
    "AND": ([0.5, 0.4], -0.7),
    "OR": ([0.5, 0.4], -0.2),
    "NAND": ([-0.5, -0.4], 0.7),
}


def neuron(gate, x1, x2):
    """Return 1 where the weighted sum is above 0, else 0."""
    w, b = GATES[gate]
    return int(w[0] * x1 + w[1] * x2 + b > 0)


def AND(x1, x2):
    """Return what the neuron with the weights GATES["AND"] says."""
    return neuron("AND", x1, x2)


def OR(x1, x2):
    """Return what the neuron with the weights GATES["OR"] says."""
    return neuron("OR", x1, x2)


def NAND(x1, x2):
    """Return what the neuron with the weights GATES["NAND"] says."""
    return neuron("NAND", x1, x2)
