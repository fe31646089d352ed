"""Write the data and the notebooks of the unit's exercises, the same bytes every time.

Run ``python make_files.py keras`` in the course's folder after a change here or in a module beside.

- ``overfitting``: made-up readings of ten sensors, drawn by a fixed seed: 120 rows for training, 100 for validation, 600 for
  the tests.
- ``quadratic-with-keras``: 100 points on a parabola (``files/parabola.csv``).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from units import imported

HERE = Path(__file__).parent


def write(unit: Path) -> None:
    """Write all files of the unit's exercises that a program makes, below ``unit``."""
    write_sensors(unit / "overfitting")
    write_parabola(unit / "quadratic-with-keras")
    imported(HERE / "fashion_files.py").write(unit / "fashion-classifier")
    imported(HERE / "iris_files.py").write(unit / "iris-classifier")


def sensor_rows(count: int, random: np.random.RandomState) -> NDArray[np.float64]:
    """Return (count, 11): ten readings, and 1 for a faulty part or 0, partly by chance. Three of the readings matter."""
    readings = random.normal(size=(count, 10)).round(2)
    strength = 4 / np.sqrt(3) * (readings[:, 0] + readings[:, 1] - readings[:, 2])
    faulty = random.uniform(size=count) < 1 / (1 + np.exp(-strength))
    return np.column_stack([readings, faulty])


def write_sensors(folder: Path) -> None:
    """Write the rows of ``overfitting``."""
    random = np.random.RandomState(2)
    files = {"files/sensors_train.csv": 120, "files/sensors_validation.csv": 100, "tests/data/hidden.csv": 600}
    header = ",".join([*(f"s{number}" for number in range(1, 11)), "faulty"])
    for name, count in files.items():
        rows = sensor_rows(count, random)
        for path in [folder / name] + [folder / "tests/data/validation.csv"] * ("validation" in name):
            path.parent.mkdir(parents=True, exist_ok=True)
            np.savetxt(path, rows, fmt=["%.2f"] * 10 + ["%d"], delimiter=",", header=header, comments="")


def write_parabola(folder: Path) -> None:
    """Write the points of ``quadratic-with-keras``, exactly on y = 2x² + 3x + 5."""
    x = np.arange(-50, 50) / 10
    path = folder / "files" / "parabola.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    points = np.column_stack([x, 2 * x**2 + 3 * x + 5])
    np.savetxt(path, points, fmt=["%.1f", "%.2f"], delimiter=",", header="x,y", comments="")
