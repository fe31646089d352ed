def loss_for(activation, units, one_hot):
    """Return Keras's name of the loss that belongs to a last layer and its labels."""
    raise NotImplementedError("loss_for is still to be written")


if __name__ == "__main__":
    print(loss_for("sigmoid", 1, False))  # wanted: binary_crossentropy
    print(loss_for("softmax", 3, True))  # wanted: categorical_crossentropy
