# fails: test_example, test_example_back, test_two_columns, test_training_part_only, test_other_rows
# The standard deviation of a sample.
import numpy as np


def fit_scaler(series, n_train):
    train = np.asarray(series)[:n_train]
    std = train.std(axis=0, ddof=1)
    return train.mean(axis=0), np.where(std == 0, 1, std)


def transform(scaler, values):
    mean, std = scaler
    return (np.asarray(values) - mean) / std


def inverse(scaler, scaled):
    mean, std = scaler
    return np.asarray(scaled) * std + mean
