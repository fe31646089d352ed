# fails: test_two_columns, test_training_part_only, test_other_rows, test_constant_column
# One mean and one standard deviation for all columns.
import numpy as np


def fit_scaler(series, n_train):
    train = np.asarray(series)[:n_train]
    return train.mean(), train.std() or 1.0


def transform(scaler, values):
    mean, std = scaler
    return (np.asarray(values) - mean) / std


def inverse(scaler, scaled):
    mean, std = scaler
    return np.asarray(scaled) * std + mean
