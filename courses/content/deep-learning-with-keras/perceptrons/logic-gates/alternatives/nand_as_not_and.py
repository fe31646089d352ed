AND_W, AND_B = [1.0, 2.0], -2.5
OR_W, OR_B = [1.0, 2.0], -0.5
GATES = {"AND": (AND_W, AND_B), "OR": (OR_W, OR_B), "NAND": ([-w for w in AND_W], -AND_B)}


def AND(x1, x2):
    if AND_W[0] * x1 + AND_W[1] * x2 + AND_B > 0:
        return 1
    else:
        return 0


def OR(x1, x2):
    total = OR_B
    for weight, value in zip(OR_W, (x1, x2)):
        total += weight * value
    return 1 if total > 0 else 0


def NAND(x1, x2):
    return 1 - AND(x1, x2)
