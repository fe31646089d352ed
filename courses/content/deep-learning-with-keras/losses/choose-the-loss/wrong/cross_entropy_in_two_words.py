# fails: test_row[sigmoid, 1], test_row[sigmoid, 4], test_row[softmax, 3, one-hot], test_row[softmax, 3], test_other_units[sigmoid], test_other_units[softmax, one-hot], test_other_units[softmax]
# Keras does not know these names.
def loss_for(activation, units, one_hot):
    if activation == "softmax" and units >= 2:
        return "categorical_cross_entropy" if one_hot else "sparse_categorical_cross_entropy"
    if units >= 1 and not one_hot:
        if activation == "sigmoid":
            return "binary_cross_entropy"
        if activation in ("linear", None):
            return "mean_squared_error"
    raise ValueError(f"no loss fits activation={activation!r}, units={units}, one_hot={one_hot}")
