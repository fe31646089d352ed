# Plain Python with math.log, row by row.
import math


def cost(p):
    """Return minus the log of the probability that what happened was given."""
    return -math.log(min(max(p, 1e-7), 1 - 1e-7))


def binary_crossentropy(y_true, y_pred):
    total, count = 0.0, 0
    for y, p in zip(y_true, y_pred):
        if hasattr(y, "__len__"):
            total += binary_crossentropy(y, p) * len(y)
            count += len(y)
        else:
            total += cost(p) if y == 1 else cost(1 - p)
            count += 1
    return total / count


def categorical_crossentropy(y_true, y_pred):
    return sparse_categorical_crossentropy([list(row).index(1) for row in y_true], y_pred)


def sparse_categorical_crossentropy(y_true, y_pred):
    losses = []
    for label, row in zip(y_true, y_pred):
        losses.append(cost(row[label]))
    return sum(losses) / len(losses)
