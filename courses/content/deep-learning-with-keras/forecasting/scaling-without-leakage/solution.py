import numpy as np


def fit_scaler(series, n_train):
    """Return the mean and the standard deviation of each column of the first n_train rows."""
    train = np.asarray(series)[:n_train]
    std = train.std(axis=0)
    return train.mean(axis=0), np.where(std == 0, 1, std)


def transform(scaler, values):
    """Return the values, scaled."""
    mean, std = scaler
    return (np.asarray(values) - mean) / std


def inverse(scaler, scaled):
    """Return the scaled values in the units of the series."""
    mean, std = scaler
    return np.asarray(scaled) * std + mean
