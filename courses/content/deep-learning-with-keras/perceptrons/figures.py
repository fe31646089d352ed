"""The figures of the lessons on grading and on perceptrons."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from drawing import Array, Ink
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


def two_rooms(ink: Ink) -> Figure:
    """A call goes into the program's room, an answer comes back and is compared."""
    figure, axes = plt.subplots(figsize=(8.6, 2.9))
    axes.axis("off")
    axes.set_xlim(0, 18)
    axes.set_ylim(0, 5.8)
    for left, width, name, color in ((0.2, 7.4, "main.py", ink.blue), (11.9, 5.8, "tests", ink.green)):
        axes.add_patch(
            FancyBboxPatch((left, 0.3), width, 4.3, boxstyle="round,pad=0.1", fill=False, edgecolor=color, linewidth=1.8)
        )
        axes.text(left + 0.1, 4.95, name, family="monospace", color=color, va="bottom")
    code = {"family": "monospace", "fontsize": 10.5, "va": "center"}
    axes.text(0.5, 3.0, "def average(x):\n    return sum(x) / len(x)", **code)
    axes.text(12.2, 3.5, "average([2, 4, 9])", **code)
    axes.text(12.2, 1.6, "5.0 == 5.0", **code)
    axes.text(17.4, 1.6, "✓", color=ink.green, fontsize=20, va="center", ha="right", family="DejaVu Sans")
    arrow = {"arrowstyle": "-|>", "linewidth": 1.8, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (7.85, 3.5), (11.65, 3.5), arrowprops={**arrow, "color": ink.green})
    axes.annotate("", (11.65, 1.6), (7.85, 1.6), arrowprops={**arrow, "color": ink.blue})
    axes.text(9.75, 3.75, "?", ha="center", va="bottom", color=ink.green, fontsize=14)
    axes.text(9.75, 1.85, "5.0", ha="center", va="bottom", color=ink.blue, family="monospace")
    return figure


def seeds(ink: Ink) -> Figure:
    """A thousand estimates of pi and the room that a threshold leaves around them."""
    estimates = []
    for seed in range(1000):
        rng = np.random.default_rng(seed)
        x, y = rng.random(1000), rng.random(1000)
        estimates.append(4 * np.mean(x**2 + y**2 < 1))
    figure, axes = plt.subplots(figsize=(7, 2.6))
    axes.hist(estimates, bins=np.arange(2.9, 3.4, 0.02) - 0.002, color=ink.blue, alpha=0.6)
    axes.axvline(np.pi, color=ink.text, linewidth=1.2)
    axes.text(np.pi, axes.get_ylim()[1], r"$\pi$", ha="center", va="bottom", fontsize=14)
    for sign, label in ((-1, r"$\pi - 0.21$"), (1, r"$\pi + 0.21$")):
        axes.axvline(np.pi + sign * 0.21, color=ink.red, linestyle="--", linewidth=1.6)
        axes.text(np.pi + sign * 0.21, axes.get_ylim()[1], label, ha="center", va="bottom", color=ink.red)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    return figure


def neuron(ink: Ink) -> Figure:
    """Inputs, weights, the sum with its bias, the step, the output."""
    figure, axes = plt.subplots(figsize=(8, 3.2))
    axes.axis("off")
    axes.set_aspect("equal")
    axes.set_xlim(-0.7, 11)
    axes.set_ylim(-0.5, 4.5)
    line = {"arrowstyle": "-|>", "color": ink.gray, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0}
    for y, name, weight in ((3.8, "$x_1$", "$w_1$"), (2.0, "$x_2$", "$w_2$"), (0.2, "$x_3$", "$w_3$")):
        axes.add_patch(Circle((0, y), 0.42, fill=False, edgecolor=ink.blue, linewidth=1.8))
        axes.text(0, y, name, ha="center", va="center", fontsize=15, color=ink.blue)
        direction = np.array([3.9, 2.0]) - (0, y)
        direction = direction / np.hypot(*direction)
        axes.annotate("", np.array([3.9, 2.0]) - 0.62 * direction, (0, y) + 0.42 * direction, arrowprops=line)
        middle = np.array([1.75, y + (2.0 - y) * 0.45])
        axes.text(*(middle + (0, 0.18)), weight, ha="center", va="bottom", fontsize=14, color=ink.orange)
    axes.add_patch(Circle((3.9, 2.0), 0.62, fill=False, edgecolor=ink.text, linewidth=1.8))
    axes.text(3.9, 2.0, r"$\Sigma$", ha="center", va="center", fontsize=20)
    axes.text(3.9, 3.85, "$b$", ha="center", va="center", fontsize=15, color=ink.green)
    axes.annotate("", (3.9, 2.62), (3.9, 3.55), arrowprops={**line, "color": ink.green})
    axes.annotate("", (6.5, 2.0), (4.52, 2.0), arrowprops=line)
    axes.text(5.45, 2.12, "$z$", ha="center", va="bottom", fontsize=15)
    axes.add_patch(FancyBboxPatch((6.6, 1.3), 1.9, 1.4, boxstyle="round,pad=0.06", fill=False, edgecolor=ink.text, linewidth=1.8))
    axes.plot([6.8, 7.55, 7.55, 8.3], [1.55, 1.55, 2.4, 2.4], color=ink.red)
    axes.text(6.85, 2.4, "$1$", va="center", ha="center", color=ink.red, fontsize=12)
    axes.text(8.25, 1.58, "$0$", va="center", ha="center", color=ink.red, fontsize=12)
    axes.annotate("", (10.0, 2.0), (8.6, 2.0), arrowprops=line)
    axes.text(10.35, 2.0, "$y$", ha="center", va="center", fontsize=15)
    return figure


def boundary(ink: Ink) -> Figure:
    """The line of one neuron, and the lines through which a learning neuron passes."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 3.7), layout="constrained")
    plane(left, ink, (-0.6, 1.8))
    x = np.linspace(-0.6, 1.8, 2)
    left.plot(x, 1.5 - x, color=ink.text)
    left.fill_between(x, 1.5 - x, 3, color=ink.orange, alpha=0.15, linewidth=0)
    left.annotate(
        "",
        (1.65, 0.55),
        (1.3, 0.2),
        arrowprops={"arrowstyle": "-|>", "color": ink.green, "linewidth": 2.2, "shrinkA": 0, "shrinkB": 0},
    )
    left.text(1.62, 0.28, "$w$", color=ink.green, fontsize=15, ha="center", va="center")
    left.text(1.45, 1.5, "$z>0$", color=ink.orange, fontsize=14, ha="center", va="center")
    left.text(0.15, 0.4, "$z<0$", color=ink.blue, fontsize=14, ha="center", va="center")
    corners(left, ink, np.array([0, 0, 0, 1]))

    points, labels = cloud()
    plane(right, ink, (0, 4))
    x = np.linspace(0, 4, 2)
    lines = epochs_of(points, labels)
    for number, (w, b) in enumerate(lines, start=1):
        is_last = number == len(lines)
        right.plot(
            x,
            -(w[0] * x + b) / w[1],
            color=ink.text if is_last else ink.gray,
            linewidth=2.4 if is_last else 1.4,
            linestyle="-" if is_last else "--",
        )
        if 0 < -b / w[1] < 4:
            right.text(-0.08, -b / w[1], f"${number}$", ha="right", va="center", fontsize=11)
    right.set_ylabel("$x_2$", rotation=0, labelpad=26)
    right.set_xticks([])
    right.set_yticks([])
    for label, color, marker in ((0, ink.blue, "o"), (1, ink.orange, "s")):
        right.scatter(*points[labels == label].T, color=color, marker=marker, s=32, zorder=3)
    return figure


def xor(ink: Ink) -> Figure:
    """XOR in the plane of the inputs, with the two lines of the first layer, and in the plane of the hidden neurons."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 3.7), layout="constrained")
    labels = np.array([0, 1, 1, 0])
    x = np.linspace(-0.6, 1.6, 2)
    plane(left, ink, (-0.6, 1.6))
    left.fill_between(x, 0.5 - x, 1.5 - x, color=ink.orange, alpha=0.15, linewidth=0)
    left.plot(x, 0.5 - x, color=ink.green)
    left.plot(x, 1.5 - x, color=ink.red)
    left.text(0.62, -0.42, "OR", color=ink.green, family="monospace", ha="right", va="center")
    left.text(1.28, 0.42, "NAND", color=ink.red, family="monospace", ha="left", va="center")
    corners(left, ink, labels)
    plane(right, ink, (-0.6, 1.6))
    right.set_xlabel("OR", family="monospace", color=ink.green)
    right.set_ylabel("NAND", family="monospace", color=ink.red)
    right.plot(x, 1.5 - x, color=ink.text)
    right.fill_between(x, 1.5 - x, 3, color=ink.orange, alpha=0.15, linewidth=0)
    right.text(1.3, 0.42, "AND", family="monospace", ha="left", va="center")
    for place, label in (((0, 1), 0), ((1, 1), 1), ((1, 0), 0)):
        dot(right, ink, place, label)
    right.text(-0.08, 0.88, "(0, 0)", ha="right", va="top", fontsize=11)
    right.text(1.1, 1.12, "(0, 1)\n(1, 0)", ha="left", va="bottom", fontsize=11)
    right.text(0.92, -0.12, "(1, 1)", ha="right", va="top", fontsize=11)
    return figure


def layers(ink: Ink) -> Figure:
    """A network 3-4-4-1 with all of its 41 parameters: each line a weight, each small green dash a bias."""
    figure, axes = plt.subplots(figsize=(7.6, 3.9))
    axes.axis("off")
    axes.set_aspect("equal")
    sizes, colors = (3, 4, 4, 1), (ink.blue, ink.text, ink.text, ink.orange)
    places = [[(3.0 * layer, 1.15 * (i - (size - 1) / 2)) for i in range(size)] for layer, size in enumerate(sizes)]
    for here, there in zip(places, places[1:], strict=False):
        for start in here:
            for end in there:
                axes.plot(*zip(start, end, strict=True), color=ink.gray, linewidth=1, zorder=1)
    for column, color in zip(places, colors, strict=True):
        for x, y in column:
            axes.add_patch(Circle((x, y), 0.3, facecolor=color, edgecolor="none", zorder=2))
            if column is not places[0]:
                axes.plot([x + 0.1, x + 0.32], [y + 0.28, y + 0.62], color=ink.green, linewidth=2.4, zorder=1)
    for layer, text in ((0.5, r"$3\cdot4+4=16$"), (1.5, r"$4\cdot4+4=20$"), (2.5, r"$4\cdot1+1=5$")):
        axes.text(3.0 * layer, -2.75, text, ha="center", fontsize=13)
    axes.set_xlim(-0.6, 9.8)
    axes.set_ylim(-3, 2.5)
    return figure


def plane(axes: Axes, ink: Ink, limits: tuple[float, float]) -> None:
    """Make a square plane of two inputs."""
    axes.set_xlim(*limits)
    axes.set_ylim(*limits)
    axes.set_aspect("equal")
    axes.set_xlabel("$x_1$")
    axes.set_ylabel("$x_2$", rotation=0, labelpad=12)
    if limits[0] < 0:
        axes.set_xticks([0, 1])
        axes.set_yticks([0, 1])
    axes.grid(color=ink.gray, alpha=0.2, linewidth=0.6)


def corners(axes: Axes, ink: Ink, labels: Array) -> None:
    """Draw the four rows of a truth table."""
    for corner, label in zip(CORNERS, labels, strict=True):
        dot(axes, ink, tuple(corner), int(label))


def dot(axes: Axes, ink: Ink, place: tuple[float, float], label: int) -> None:
    """Draw one row, with its label written in it."""
    axes.scatter(*place, s=300, color=ink.orange if label else ink.blue, marker="s" if label else "o", zorder=3)
    dark = ink.suffix.startswith(".dark")
    axes.text(*place, f"${label}$", ha="center", va="center", color="#10151c" if dark else "#ffffff", zorder=4)


def cloud() -> tuple[Array, Array]:
    """Return points of two kinds that a line can part."""
    rng = np.random.default_rng(5)
    points = rng.uniform(0.2, 3.8, (60, 2))
    z = points @ np.array([0.8, 1.0]) - 3.6
    kept = np.abs(z) > 0.45
    return points[kept][:34], (z[kept][:34] > 0).astype(int)


def epochs_of(points: Array, labels: Array) -> list[tuple[Array, float]]:
    """Return the neuron after each epoch of the perceptron rule that had an error."""
    w, b, found = np.zeros(2), 0.0, []
    while True:
        errors = 0
        for x, label in zip(points, labels, strict=True):
            error = label - int(x @ w + b > 0)
            w, b, errors = w + 0.5 * error * x, b + 0.5 * error, errors + abs(error)
        if errors == 0:
            return found
        found.append((w, b))


FIGURES = (two_rooms, seeds, neuron, boundary, xor, layers)
