# fails: test_example, test_two_columns, test_training_part_only, test_other_rows, test_constant_column
# Standardizes whatever comes in with its own statistics.
import numpy as np


def fit_scaler(series, n_train):
    train = np.asarray(series)[:n_train]
    std = train.std(axis=0)
    return train.mean(axis=0), np.where(std == 0, 1, std)


def transform(scaler, values):
    values = np.asarray(values)
    std = values.std(axis=0)
    return (values - values.mean(axis=0)) / np.where(std == 0, 1, std)


def inverse(scaler, scaled):
    mean, std = scaler
    return np.asarray(scaled) * std + mean
