import numpy as np


def fit_scaler(series, n_train):
    """Return one array: factor and offset of a line, column by column."""
    rows = np.asarray(series, "float64")
    train = rows[: -(len(rows) - n_train) or None]
    sigma = np.sqrt(np.var(train, axis=0))
    sigma = np.where(np.ptp(train, axis=0) > 0, sigma, 1.0)
    return np.stack([1 / sigma, -np.mean(train, axis=0) / sigma])


def transform(scaler, values):
    """A line: factor * x + offset."""
    factor, offset = scaler
    return np.multiply(values, factor) + offset


def inverse(scaler, scaled):
    """Solve the line for x."""
    factor, offset = scaler
    return np.subtract(scaled, offset) / factor
