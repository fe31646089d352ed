# fails: test_example, test_example_back, test_two_columns, test_training_part_only, test_other_rows
# Scales to 0 … 1.
import numpy as np


def fit_scaler(series, n_train):
    train = np.asarray(series)[:n_train]
    low, width = train.min(axis=0), np.ptp(train, axis=0)
    return low, np.where(width == 0, 1, width)


def transform(scaler, values):
    mean, std = scaler
    return (np.asarray(values) - mean) / std


def inverse(scaler, scaled):
    mean, std = scaler
    return np.asarray(scaled) * std + mean
