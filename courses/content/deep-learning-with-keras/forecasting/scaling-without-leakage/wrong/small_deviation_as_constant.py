# fails: test_constant_column
# Takes a column of small numbers for a constant one.
import numpy as np


def fit_scaler(series, n_train):
    train = np.asarray(series, dtype=float)[:n_train]
    std = train.std(axis=0)
    return train.mean(axis=0), np.where(std < 0.001, 1, std)


def transform(scaler, values):
    return (np.asarray(values, dtype=float) - scaler[0]) / scaler[1]


def inverse(scaler, scaled):
    return np.asarray(scaled, dtype=float) * scaler[1] + scaler[0]
