# Plain Python with math, row by row.
import math


def log_of_sum(values):
    """Return ln(e^a + e^b + ...)."""
    largest = max(values)
    return largest + math.log(sum(math.exp(v - largest) for v in values))


def binary_crossentropy(y_true, logits):
    losses = []
    for y, z in zip(y_true, logits):
        if hasattr(z, "__len__"):
            losses.append(binary_crossentropy(y, z))
        elif y == 1:
            losses.append(log_of_sum([0, -z]))
        else:
            losses.append(log_of_sum([0, z]))
    return sum(losses) / len(losses)


def sparse_categorical_crossentropy(y_true, logits):
    total = 0
    for y, z in zip(y_true, logits):
        total += log_of_sum(z) - z[y]
    return total / len(logits)


def categorical_crossentropy(y_true, logits):
    return sparse_categorical_crossentropy([list(row).index(1) for row in y_true], logits)
