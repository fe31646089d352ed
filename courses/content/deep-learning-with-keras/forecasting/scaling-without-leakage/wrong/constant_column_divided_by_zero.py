# fails: test_constant_column
# Divides by 0 where a column is constant.
import numpy as np


def fit_scaler(series, n_train):
    train = np.asarray(series)[:n_train]
    return train.mean(axis=0), train.std(axis=0)


def transform(scaler, values):
    mean, std = scaler
    return (np.asarray(values) - mean) / std


def inverse(scaler, scaled):
    mean, std = scaler
    return np.asarray(scaled) * std + mean
