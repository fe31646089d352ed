"""Draw the lessons' figures as SVG, the same bytes every time.

Run ``python figures.py`` in this folder after a change here. Each figure is drawn twice, ``x.svg`` for light pages
and ``x.dark.svg`` for dark ones. Text is drawn as paths and stays language-neutral; the background is transparent.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

HERE = Path(__file__).parent


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


def save(figure: Figure, path: str, ink: Ink) -> None:
    """Write ``figure`` to ``path`` and the suffix of ``ink``, below this folder."""
    target = HERE / (path + ink.suffix)
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, transparent=True, bbox_inches="tight", metadata={"Date": None, "Creator": None})
    plt.close(figure)


def cross(axes: Axes, ink: Ink) -> None:
    """Draw thin lines through the origin."""
    axes.axhline(0, color=ink.gray, linewidth=0.6, alpha=0.6)
    axes.axvline(0, color=ink.gray, linewidth=0.6, alpha=0.6)


def sigmoid(x: Array) -> Array:
    """Return 1 / (1 + e^-x)."""
    return np.asarray(1 / (1 + np.exp(-x)))


def bend(ink: Ink) -> None:
    """Two lines after each other are a line; two ReLUs added up bend."""
    x = np.linspace(-3, 3, 301)
    figure, (left, right) = plt.subplots(1, 2, figsize=(8, 2.9), sharex=True)
    left.plot(x, 2 * x + 1, color=ink.blue, linestyle="--", label="$h = 2x + 1$")
    left.plot(x, -0.5 * (2 * x + 1) + 2, color=ink.orange, label="$y = -0.5h + 2 = -x + 1.5$")
    right.plot(x, np.abs(x), color=ink.orange, alpha=0.45, linewidth=6, label=r"$\max(0, x)+\max(0, -x)=|x|$")
    right.plot(x, np.maximum(0, x), color=ink.blue, linestyle="--", label=r"$\max(0, x)$")
    right.plot(x, np.maximum(0, -x), color=ink.green, linestyle="--", label=r"$\max(0, -x)$")
    right.set_ylim(-0.2, 5)
    for axes in (left, right):
        cross(axes, ink)
        axes.set_xlabel("$x$")
        axes.legend(fontsize=12, loc="lower center", bbox_to_anchor=(0.5, 1))
    save(figure, "activations/figures/bend", ink)


def curves(ink: Ink) -> None:
    """The four functions, each with the bounds of its range."""
    x = np.linspace(-5, 5, 401)
    shapes = (
        ("linear", "$x$", x, ink.blue, ()),
        ("sigmoid", r"$\dfrac{1}{1+e^{-x}}$", sigmoid(x), ink.orange, (0, 1)),
        ("tanh", r"$\dfrac{e^{x}-e^{-x}}{e^{x}+e^{-x}}$", np.tanh(x), ink.green, (-1, 1)),
        ("relu", r"$\max(0, x)$", np.maximum(0, x), ink.red, (0,)),
    )
    figure, panels = plt.subplots(2, 2, figsize=(7.5, 5), layout="constrained")
    for axes, (name, formula, y, color, bounds) in zip(panels.flat, shapes, strict=True):
        cross(axes, ink)
        for bound in bounds:
            axes.axhline(bound, color=ink.gray, linewidth=1, linestyle=":")
        axes.plot(x, y, color=color)
        axes.set_title(name, family="monospace")
        axes.text(0.04, 0.96, formula, transform=axes.transAxes, va="top", color=color, fontsize=12)
        axes.set_xlabel("$x$")
    panels[0, 1].set_ylim(-0.25, 1.6)
    panels[1, 0].set_ylim(-1.3, 2)
    save(figure, "activations/figures/curves", ink)


def slopes(ink: Ink) -> None:
    """The derivatives: sigmoid and tanh flatten out, ReLU does not."""
    x = np.linspace(-6, 6, 601)
    figure, axes = plt.subplots(figsize=(7, 3))
    cross(axes, ink)
    axes.axvspan(-6, -4, color=ink.gray, alpha=0.15)
    axes.axvspan(4, 6, color=ink.gray, alpha=0.15)
    axes.plot(x, np.where(x > 0, 1.0, np.where(x < 0, 0.0, np.nan)), color=ink.red, label="relu′")
    axes.plot(x, 1 - np.tanh(x) ** 2, color=ink.green, label="tanh′")
    axes.plot(x, sigmoid(x) * (1 - sigmoid(x)), color=ink.orange, label="sigmoid′")
    axes.annotate("0.25", (0, 0.25), (1.5, 0.25), color=ink.orange)
    axes.annotate("1", (0, 1), (-0.75, 0.95), color=ink.green)
    axes.set_xlabel("$x$")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), prop={"family": "monospace"})
    save(figure, "activations/figures/slopes", ink)


def descend(rate: float, epochs: int) -> Array:
    """Return (weight, bias, loss before the step) of every epoch of gradient descent on y = x + 6, from 0 and 0."""
    x = np.arange(-1.0, 5.0)
    weight, bias, trace = 0.0, 0.0, []
    for _ in range(epochs + 1):
        error = weight * x + bias - (x + 6)
        trace.append((weight, bias, float(np.mean(error**2))))
        weight -= rate * 2 * float(np.mean(error * x))
        bias -= rate * 2 * float(np.mean(error))
    return np.array(trace)


def line(ink: Ink) -> None:
    """The model's line after 0, 1, 5, 20 and 120 epochs, with the six pairs and the question at 10."""
    trace = descend(0.1, 120)
    x = np.array([-2.0, 11.0])
    figure, axes = plt.subplots(figsize=(7, 3.6))
    cross(axes, ink)
    for epoch, strength, lift in ((0, 0.5, 0), (1, 0.5, 0), (5, 0.6, 0), (20, 0.75, 0.7), (120, 1.0, -0.7)):
        weight, bias, _ = trace[epoch]
        axes.plot(x, weight * x + bias, color=ink.blue, alpha=strength)
        axes.text(11.2, weight * 11 + bias + lift, f"{epoch}", color=ink.blue, va="center")
    known = np.arange(-1.0, 5.0)
    axes.plot(known, known + 6, "o", color=ink.orange, markersize=7)
    axes.plot([10], [16], "o", color=ink.green, markersize=9, fillstyle="none", markeredgewidth=2)
    axes.annotate("(10, 16)", (10, 16), (9.3, 11.8), color=ink.green)
    axes.set_xlabel("$x$")
    axes.set_ylabel("$y$")
    save(figure, "keras/figures/line", ink)


def learning_rates(ink: Ink) -> None:
    """The loss over the epochs for three learning rates: slow, good, diverging."""
    figure, axes = plt.subplots(figsize=(7, 3.2))
    for rate, color in ((0.01, ink.blue), (0.1, ink.green), (0.19, ink.red)):
        loss = descend(rate, 100)[:, 2]
        axes.semilogy(np.arange(101), loss, color=color, label=rf"$\eta = {rate}$")
    axes.set_ylim(1e-9, 1e6)
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    save(figure, "keras/figures/learning_rates", ink)


def petals(ink: Ink) -> None:
    """The 120 rows by petal length and width, one marker for each species."""
    rows = np.loadtxt(HERE / "keras/iris-classifier/files/iris_train.csv", delimiter=",", skiprows=1)
    figure, axes = plt.subplots(figsize=(7, 3.4))
    looks = (("0 setosa", ink.blue, "o"), ("1 versicolor", ink.orange, "s"), ("2 virginica", ink.green, "^"))
    for species, (name, color, marker) in enumerate(looks):
        chosen = rows[rows[:, 4] == species]
        axes.scatter(chosen[:, 2], chosen[:, 3], color=color, marker=marker, s=28, alpha=0.75, label=name, linewidths=0)
    axes.set_xlabel("petal_length (cm)", family="monospace")
    axes.set_ylabel("petal_width (cm)", family="monospace")
    axes.legend(loc="lower right")
    save(figure, "keras/figures/petals", ink)


def layers(ink: Ink) -> None:
    """The network as columns of units, with the parameters between them."""
    sizes = (4, 512, 256, 128, 64, 32, 3)
    figure, axes = plt.subplots(figsize=(9, 3.4))
    heights = [0.35 + 0.42 * np.log2(size) for size in sizes]
    for place, (size, height) in enumerate(zip(sizes, heights, strict=True)):
        color = ink.orange if place == 0 else ink.green if place == len(sizes) - 1 else ink.blue
        axes.bar(place, height, width=0.34, bottom=-height / 2, color=color, alpha=0.85)
        axes.text(place, height / 2 + 0.14, str(size), ha="center", color=color, fontsize=13)
        if place:
            count = (sizes[place - 1] + 1) * size
            axes.annotate("", (place - 0.22, 0), (place - 0.78, 0), arrowprops={"arrowstyle": "->", "color": ink.gray})
            axes.text(place - 0.5, 0.12, f"{count:,}", ha="center", fontsize=9)
            axes.text(place, -heights[place] / 2 - 0.42, "softmax" if size == 3 else "relu", ha="center", fontsize=10)
    axes.text(3, -3.1, r"$\sum = 177{,}219$", ha="center", fontsize=14)
    axes.set_xlim(-0.5, 6.5)
    axes.set_ylim(-3.3, 2.6)
    axes.axis("off")
    save(figure, "keras/figures/layers", ink)


# One run of the iris lesson's network (training, validation), so that the figure needs no training and never changes.
HISTORY = {
    "loss": (
        "1.021 .830 .595 .422 .364 .253 .190 .201 .183 .131 .119 .129 .114 .097 .097 .097 .090 .084 .083 .082",
        ".916 .687 .504 .383 .303 .249 .215 .183 .175 .156 .145 .141 .141 .131 .129 .132 .130 .126 .125 .128",
    ),
    "accuracy": (
        ".448 .698 .833 .854 .833 .927 .969 .938 .938 .948 .969 .958 .958 .979 .979 .969 .979 .979 .979 .979",
        ".625 .667 .875 .917 .875 .875 .917 1.00 .875 .958 1.00 .958 .958 .958 .958 .958 .958 .958 .958 .958",
    ),
}


def history(ink: Ink) -> None:
    """Loss and accuracy over 20 epochs, with the epoch of the lowest validation loss."""
    epochs = np.arange(1, 21)
    curves = {name: [np.array(text.split(), dtype=float) for text in pair] for name, pair in HISTORY.items()}
    best = int(np.argmin(curves["loss"][1]))
    figure, panels = plt.subplots(1, 2, figsize=(9, 3))
    for axes, (name, (training, validation)) in zip(panels, curves.items(), strict=True):
        axes.axvline(epochs[best], color=ink.green, linewidth=1.2, linestyle=":")
        axes.plot(epochs, training, color=ink.blue)
        axes.plot(epochs, validation, color=ink.orange, linestyle="--")
        axes.set_title(name, family="monospace")
        axes.set_xlabel("epoch")
        axes.set_xticks([1, 5, 10, 15, 20])
    panels[0].plot([epochs[best]], [curves["loss"][1][best]], "o", color=ink.green, markersize=8)
    save(figure, "keras/figures/history", ink)


def main() -> None:
    """Draw all of them."""
    mpl.use("svg")
    for ink in (LIGHT, DARK):
        with mpl.rc_context(style(ink)):
            for draw in (bend, curves, slopes, line, learning_rates, petals, layers, history):
                draw(ink)


if __name__ == "__main__":
    main()
