def dense_parameters(sizes):
    """Return the number of weights and biases of a fully connected network."""
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError("sizes needs two numbers or more, all of them positive")
    return sum(n * m + m for n, m in zip(sizes, sizes[1:]))
