def minibatches(X, y, batch_size, rng):
    """Rows one by one, as Python lists."""
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("bad input")
    rows = list(zip(X.tolist(), y.tolist()))
    # Fisher and Yates
    for i in range(len(rows) - 1, 0, -1):
        j = int(rng.integers(0, i + 1))
        rows[i], rows[j] = rows[j], rows[i]
    result = []
    xs, ys = [], []
    for x, label in rows:
        xs.append(x)
        ys.append(label)
        if len(xs) == batch_size:
            result.append([xs, ys])
            xs, ys = [], []
    if xs:
        result.append([xs, ys])
    return tuple(result)
