def dense_parameters(sizes):
    """Return the number of weights and biases of a fully connected network."""
    raise NotImplementedError("dense_parameters is still to be written")


if __name__ == "__main__":
    print(dense_parameters([3, 4, 4, 1]))  # wanted: 41
