import statistics


def columns_of(rows):
    return list(zip(*rows)) if hasattr(rows[0], "__len__") else [tuple(rows)]


def fit_scaler(series, n_train):
    """Return a dictionary with a list of means and one of deviations."""
    columns = [[float(x) for x in column] for column in columns_of(series[:n_train])]
    return {
        "means": [statistics.fmean(column) for column in columns],
        "deviations": [statistics.pstdev(column) or 1.0 for column in columns],
    }


def map_rows(scaler, rows, formula):
    pairs = list(zip(scaler["means"], scaler["deviations"]))
    if hasattr(rows[0], "__len__"):
        return [[formula(float(x), m, d) for x, (m, d) in zip(row, pairs)] for row in rows]
    return [formula(float(x), *pairs[0]) for x in rows]


def transform(scaler, values):
    """Scale number by number."""
    return map_rows(scaler, values, lambda x, m, d: (x - m) / d)


def inverse(scaler, scaled):
    """Undo it number by number."""
    return map_rows(scaler, scaled, lambda z, m, d: z * d + m)
