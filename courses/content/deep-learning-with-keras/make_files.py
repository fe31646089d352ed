"""Write the data and notebooks of exercises: ``python make_files.py [UNIT…]`` in this folder, after a change of a
unit's ``make_files.py``. The same bytes every time.
"""

from __future__ import annotations

import sys

from units import of_units

if __name__ == "__main__":
    for unit, program in of_units("make_files.py", sys.argv[1:]):
        program.write(unit)
        print(f"{unit.name}: written")
