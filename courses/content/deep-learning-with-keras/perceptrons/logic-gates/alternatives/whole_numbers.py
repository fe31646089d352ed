GATES = dict(AND=((1, 1), -1.5), OR=((2, 2), -1), NAND=((-2, -2), 3))


def make(name):
    (w1, w2), b = GATES[name]

    def gate(x1, x2):
        return x1 * w1 + x2 * w2 > -b

    return gate


AND, OR, NAND = make("AND"), make("OR"), make("NAND")
