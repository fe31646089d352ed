# fails: test_two_scalers
# Keeps the statistics in global variables.
import numpy as np


def fit_scaler(series, n_train):
    global mean, std
    train = np.asarray(series)[:n_train]
    mean, std = train.mean(axis=0), train.std(axis=0)
    std = np.where(std == 0, 1, std)


def transform(scaler, values):
    return (np.asarray(values) - mean) / std


def inverse(scaler, scaled):
    return np.asarray(scaled) * std + mean
