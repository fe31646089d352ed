def neuron(x, w, b):
    if x.ndim == 2:
        return [neuron(row, w, b) for row in x]
    total = b
    for value, weight in zip(x, w):
        total += value * weight
    if total > 0:
        return 1
    return 0
