"""The programs that units bring: ``figures.py`` and ``make_files.py``."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

COURSE = Path(__file__).parent


def of_units(file: str, names: Sequence[str] = ()) -> Iterator[tuple[Path, ModuleType]]:
    """Yield (unit folder, its imported program ``file``) for the units in ``names``, or for all that have one."""
    units = [COURSE / name for name in names] or sorted(path.parent for path in COURSE.glob(f"*/{file}"))
    for unit in units:
        yield unit, imported(unit / file)


def imported(path: Path) -> ModuleType:
    """Return the program at ``path``, imported under a name of its own, since every unit's has the same."""
    name = f"{path.parent.name.replace('-', '_')}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # Where its data classes look for their own names.
    spec.loader.exec_module(module)
    return module
