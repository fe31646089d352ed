# fails: test_inputs_unchanged
# Saves memory: computes in the arrays of the caller.
import numpy as np


def fit_scaler(series, n_train):
    train = np.asarray(series)[:n_train]
    std = train.std(axis=0)
    return train.mean(axis=0), np.where(std == 0, 1, std)


def transform(scaler, values):
    mean, std = scaler
    if not isinstance(values, np.ndarray):
        values = np.array(values, dtype=float)
    values -= mean
    values /= std
    return values


def inverse(scaler, scaled):
    mean, std = scaler
    return np.asarray(scaled) * std + mean
