def iterations(n, batch_size, drop_remainder=False):
    """Return the number of batches in one epoch of n rows."""
    raise NotImplementedError("iterations is still to be written")


if __name__ == "__main__":
    print(iterations(10, 3))  # wanted: 4
    print(iterations(10, 3, drop_remainder=True))  # wanted: 3
