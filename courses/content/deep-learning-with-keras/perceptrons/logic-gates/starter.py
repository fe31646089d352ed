# Two weights and a bias for each gate: replace the zeros.
GATES = {
    "AND": ([0.0, 0.0], 0.0),
    "OR": ([0.0, 0.0], 0.0),
    "NAND": ([0.0, 0.0], 0.0),
}


def AND(x1, x2):
    """Return what the neuron with the weights GATES["AND"] says: 1 or 0."""
    raise NotImplementedError("AND is still to be written")


def OR(x1, x2):
    """Return what the neuron with the weights GATES["OR"] says: 1 or 0."""
    raise NotImplementedError("OR is still to be written")


def NAND(x1, x2):
    """Return what the neuron with the weights GATES["NAND"] says: 1 or 0."""
    raise NotImplementedError("NAND is still to be written")


if __name__ == "__main__":
    for x1 in (0, 1):
        for x2 in (0, 1):
            print(x1, x2, AND(x1, x2), OR(x1, x2), NAND(x1, x2))
