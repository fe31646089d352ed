# fails: test_example, test_example_back, test_two_columns, test_training_part_only, test_other_rows, test_constant_column
# Computes the statistics of the whole series: the future leaks in.
import numpy as np


def fit_scaler(series, n_train):
    series = np.asarray(series)
    std = series.std(axis=0)
    return series.mean(axis=0), np.where(std == 0, 1, std)


def transform(scaler, values):
    mean, std = scaler
    return (np.asarray(values) - mean) / std


def inverse(scaler, scaled):
    mean, std = scaler
    return np.asarray(scaled) * std + mean
