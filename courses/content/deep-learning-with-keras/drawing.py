"""How the lessons' figures are drawn: inks for light and dark pages, one style, SVG with the same bytes every time.

A unit's ``figures.py`` holds one function a figure, named as its file and listed in ``FIGURES``. Text is drawn as
paths and stays language-neutral; the background is transparent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Ink:
    """The colors for one kind of page; each, and so all text, stands out from it by 4.5:1 or more."""

    suffix: str
    text: str
    gray: str
    blue: str
    orange: str
    green: str
    red: str


LIGHT = Ink(
    suffix=".svg", text="#1a2029", gray="#5f6875", blue="#2563eb", orange="#b45309", green="#137547", red="#cf2f2f"
)
DARK = Ink(
    suffix=".dark.svg", text="#e7ebf0", gray="#9aa5b2", blue="#6aa5ff", orange="#fb9a4b", green="#4fd08f", red="#ff8480"
)


def style(ink: Ink) -> dict[Any, Any]:
    """Return the settings of matplotlib for one kind of page."""
    return {
        "svg.fonttype": "path",
        "svg.hashsalt": "backpass",
        "font.size": 12,
        "mathtext.fontset": "cm",
        "axes.edgecolor": ink.gray,
        "axes.labelcolor": ink.text,
        "axes.titlecolor": ink.text,
        "xtick.color": ink.gray,
        "ytick.color": ink.gray,
        "xtick.labelcolor": ink.text,
        "ytick.labelcolor": ink.text,
        "text.color": ink.text,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "lines.linewidth": 2.2,
        "legend.frameon": False,
    }


Array = NDArray[np.float64]
Draw = Callable[[Ink], Figure]


def draw(figures: tuple[Draw, ...], folder: Path) -> None:
    """Write every figure for light and for dark pages into ``folder``: ``x.svg`` and ``x.dark.svg``."""
    mpl.use("svg")
    folder.mkdir(parents=True, exist_ok=True)
    for ink in (LIGHT, DARK):
        with mpl.rc_context(style(ink)):
            for figure in figures:
                save(figure(ink), folder / (figure.__name__ + ink.suffix))


def save(figure: Figure, path: Path) -> None:
    """Write ``figure`` as SVG without date or program, and close it."""
    figure.savefig(path, transparent=True, bbox_inches="tight", metadata={"Date": None, "Creator": None})
    plt.close(figure)


def cross(axes: Axes, ink: Ink) -> None:
    """Draw thin lines through the origin."""
    axes.axhline(0, color=ink.gray, linewidth=0.6, alpha=0.6)
    axes.axvline(0, color=ink.gray, linewidth=0.6, alpha=0.6)


def sigmoid(x: Array) -> Array:
    """Return 1 / (1 + e^-x)."""
    return np.asarray(1 / (1 + np.exp(-x)))
