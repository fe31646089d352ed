def dense_parameters(sizes):
    if len(sizes) <= 1:
        raise ValueError("no layer")
    for size in sizes:
        if size <= 0:
            raise ValueError(f"{size} is not positive")
    total = 0
    for i in range(len(sizes) - 1):
        total += (sizes[i] + 1) * sizes[i + 1]
    return total
