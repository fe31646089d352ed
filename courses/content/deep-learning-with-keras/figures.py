"""Draw the lessons' figures: ``python figures.py [UNIT…]`` in this folder, after a change of a unit's ``figures.py``."""

from __future__ import annotations

import sys

from drawing import draw
from units import of_units

if __name__ == "__main__":
    for unit, program in of_units("figures.py", sys.argv[1:]):
        draw(program.FIGURES, unit / "figures")
        print(f"{unit.name}: {len(program.FIGURES)} figures")
