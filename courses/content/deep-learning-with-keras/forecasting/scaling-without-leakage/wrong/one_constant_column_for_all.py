# fails: test_constant_column
# Where one column is constant, no column is divided by anything.
import numpy as np


def fit_scaler(series, n_train):
    train = np.asarray(series)[:n_train]
    std = train.std(axis=0)
    return train.mean(axis=0), 1 if np.any(std == 0) else std


def transform(scaler, values):
    mean, std = scaler
    return (np.asarray(values) - mean) / std


def inverse(scaler, scaled):
    mean, std = scaler
    return np.asarray(scaled) * std + mean
