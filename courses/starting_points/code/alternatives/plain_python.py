def scale(x):
    low = min(x)
    width = max(x) - low
    if width == 0:
        raise ValueError("all numbers are the same")
    return [(value - low) / width for value in x]
