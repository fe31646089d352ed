# fails: test_constant_column
# Adds a tiny number to the deviation, which blows up a column that was constant.
import numpy as np


def fit_scaler(series, n_train):
    train = np.asarray(series)[:n_train]
    return train.mean(axis=0), train.std(axis=0) + 1e-8


def transform(scaler, values):
    mean, std = scaler
    return (np.asarray(values) - mean) / std


def inverse(scaler, scaled):
    mean, std = scaler
    return np.asarray(scaled) * std + mean
