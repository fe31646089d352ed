# fails: test_row[softmax, 3], test_other_units[softmax]
# Class numbers get the loss of one-hot labels.
def loss_for(activation, units, one_hot):
    if activation == "softmax" and units >= 2:
        return "categorical_crossentropy"
    if units >= 1 and not one_hot:
        if activation == "sigmoid":
            return "binary_crossentropy"
        if activation in ("linear", None):
            return "mean_squared_error"
    raise ValueError(f"no loss fits activation={activation!r}, units={units}, one_hot={one_hot}")
