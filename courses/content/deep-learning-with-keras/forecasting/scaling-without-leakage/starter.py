import numpy as np


def fit_scaler(series, n_train):
    """Return what transform and inverse need to know about the first n_train rows."""
    raise NotImplementedError("fit_scaler is still to be written")


def transform(scaler, values):
    """Return the values, scaled."""
    raise NotImplementedError("transform is still to be written")


def inverse(scaler, scaled):
    """Return the scaled values in the units of the series."""
    raise NotImplementedError("inverse is still to be written")


if __name__ == "__main__":
    series = [2.0, 4.0, 6.0, 8.0, 20.0]
    scaler = fit_scaler(series, 4)
    print(transform(scaler, series))  # wanted: -1.3416 -0.4472 0.4472 1.3416 6.7082
    print(inverse(scaler, [0.0, 2.0]))  # wanted: 5.0 9.4721
