def make_windows(series, timesteps, horizon=1):
    """Return nested lists, made without arrays."""
    rows = [list(row) if hasattr(row, "__len__") else [row] for row in series]
    if timesteps <= 0 or horizon <= 0:
        raise ValueError("timesteps and horizon are at least 1")
    windows, answers = [], []
    end = timesteps
    while end - 1 + horizon < len(rows):
        windows.append(rows[end - timesteps : end])
        answers.append(rows[end - 1 + horizon])
        end += 1
    if not windows:
        raise ValueError("too short")
    return windows, answers
