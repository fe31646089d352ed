# Refuses everything first, then puts the name together.
def loss_for(activation, units, one_hot):
    known = ["linear", "sigmoid", "softmax"]
    kind = activation or "linear"
    if kind not in known:
        raise ValueError("unknown activation: " + str(activation))
    if units < 1 or (kind == "softmax" and units == 1):
        raise ValueError("too few units: %d" % units)
    if one_hot and kind != "softmax":
        raise ValueError("one-hot labels need softmax")
    if kind == "linear":
        return "mean_squared_error"
    parts = {"sigmoid": ["binary"], "softmax": ["categorical"] if one_hot else ["sparse", "categorical"]}[kind]
    return "_".join(parts + ["crossentropy"])
