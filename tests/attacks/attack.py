"""One attack: a file that a student hands in, and what its first lines say of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from grader.models import Format

FOLDER = Path(__file__).resolve().parent
KNOWN = {"tries", "exercise", "earns", "ends", "says", "limits", "forbids", "xfail"}


@dataclass(frozen=True, kw_only=True)
class Attack:
    """What an attack tries, and what must come of it.

    ``earns`` is what it earns honestly, in points; ``ends`` the states that its grading may end in; ``says`` a text
    that its student must read; ``forbids`` one that they must not; ``limits`` replace the exercise's.
    """

    path: Path
    tries: str
    exercise: str = "functions"
    earns: float = 0
    ends: tuple[str, ...] = ("graded", "failed")
    says: str = ""
    forbids: str = ""
    limits: tuple[tuple[str, float], ...] = ()
    xfail: str = ""

    @property
    def name(self) -> str:
        """The attack's group and name."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def content(self) -> str:
        """What is handed in."""
        return self.path.read_text(encoding="utf-8")

    @property
    def written_as(self) -> Format:
        """Whether it is a notebook or plain code."""
        return Format.NOTEBOOK if self.path.suffix == ".ipynb" else Format.CODE

    @property
    def seconds(self) -> float:
        """The time limit of its exercise."""
        return dict(self.limits).get("seconds", 10.0)

    @classmethod
    def read(cls, path: Path) -> Attack:
        """Read the comments at the top of ``path``; ``ValueError`` for an unknown or a missing one."""
        fields = header(path)
        if unknown := set(fields) - KNOWN:
            raise ValueError(f"{path}: unknown: {', '.join(sorted(unknown))}")
        if not fields.get("tries"):
            raise ValueError(f"{path}: no line says what it tries")
        pairs = (pair.partition("=") for pair in fields.get("limits", "").split())
        return cls(
            path=path,
            tries=fields["tries"],
            exercise=fields.get("exercise", "book" if path.suffix == ".ipynb" else "functions"),
            earns=float(fields.get("earns", 0)),
            ends=tuple(fields.get("ends", "graded failed").split()),
            says=fields.get("says", ""),
            forbids=fields.get("forbids", ""),
            limits=tuple((name, float(value)) for name, _, value in pairs),
            xfail=fields.get("xfail", ""),
        )


def header(path: Path) -> dict[str, str]:
    """Return the ``# name: value`` lines that a file, or a notebook's first cell, begins with."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        text = "".join(json.loads(text)["cells"][0]["source"])
    found: dict[str, str] = {}
    for line in text.splitlines():
        named = re.fullmatch(r"# ([a-z]+): (.*)", line)
        if not named:
            break
        found[named[1]] = named[2].strip()
    return found


def read_attacks(folder: str) -> list[Attack]:
    """Return all attacks below ``folder``, sorted by name."""
    paths = [path for path in (FOLDER / folder).rglob("*") if path.suffix in (".py", ".ipynb")]
    return [Attack.read(path) for path in sorted(paths)]
