"""The figures of the lessons on Keras."""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from drawing import Array, Ink, cross, sigmoid
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline

HERE = Path(__file__).parent


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


def line(ink: Ink) -> Figure:
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
    return figure


def learning_rates(ink: Ink) -> Figure:
    """The loss over the epochs for three learning rates: slow, good, diverging."""
    figure, axes = plt.subplots(figsize=(7, 3.2))
    for rate, color in ((0.01, ink.blue), (0.1, ink.green), (0.19, ink.red)):
        loss = descend(rate, 100)[:, 2]
        axes.semilogy(np.arange(101), loss, color=color, label=rf"$\eta = {rate}$")
    axes.set_ylim(1e-9, 1e6)
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


def petals(ink: Ink) -> Figure:
    """The 120 rows by petal length and width, one marker for each species."""
    rows = np.loadtxt(HERE / "iris-classifier/files/iris_train.csv", delimiter=",", skiprows=1)
    figure, axes = plt.subplots(figsize=(7, 3.4))
    looks = (("0 setosa", ink.blue, "o"), ("1 versicolor", ink.orange, "s"), ("2 virginica", ink.green, "^"))
    for species, (name, color, marker) in enumerate(looks):
        chosen = rows[rows[:, 4] == species]
        axes.scatter(chosen[:, 2], chosen[:, 3], color=color, marker=marker, s=28, alpha=0.75, label=name, linewidths=0)
    axes.set_xlabel("petal_length (cm)", family="monospace")
    axes.set_ylabel("petal_width (cm)", family="monospace")
    axes.legend(loc="lower right")
    return figure


def layers(ink: Ink) -> Figure:
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
    return figure


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


def history(ink: Ink) -> Figure:
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
    return figure


def fits(ink: Ink) -> Figure:
    """Polynomials of degree 1, 4 and 11 through the same 15 noisy points, with 200 more points behind."""
    random = np.random.default_rng(67)
    x = random.uniform(-1, 1, size=15)
    y = np.sin(3 * x) + random.normal(scale=0.3, size=15)
    unseen = random.uniform(-1, 1, size=200)
    values = np.sin(3 * unseen) + random.normal(scale=0.3, size=200)
    grid = np.linspace(-1, 1, 400)
    figure, panels = plt.subplots(1, 3, figsize=(9, 3.1), sharey=True)
    for axes, degree in zip(panels, (1, 4, 11), strict=True):
        axes.plot(unseen, values, "o", color=ink.gray, markersize=2.5, alpha=0.55)
        axes.plot(grid, np.polynomial.Polynomial.fit(x, y, degree)(grid), color=ink.blue)
        axes.plot(x, y, "o", color=ink.orange, markersize=6)
        axes.set_title(rf"$d = {degree}$")
        axes.set_xlabel("$x$")
        axes.set_xticks([-1, 0, 1])
        axes.set_ylim(-2.2, 2.2)
    panels[0].set_ylabel("$y$")
    return figure


# One run of the overfitting lesson's network (training, validation), trained on to 20 epochs.
TURNING = (
    ".645 .452 .372 .324 .285 .247 .212 .180 .150 .125 .103 .085 .070 .058 .048 .040 .034 .029 .025 .022",
    ".570 .536 .524 .519 .518 .524 .536 .553 .572 .593 .614 .636 .659 .681 .704 .726 .747 .768 .788 .807",
)


def turning(ink: Ink) -> Figure:
    """Both losses over 20 epochs: the best epoch, the four epochs of patience after it, and the least honest loss."""
    epochs = np.arange(1, 21)
    training, validation = (np.array(text.split(), dtype=float) for text in TURNING)
    best = int(np.argmin(validation))
    figure, axes = plt.subplots(figsize=(7.5, 3.6))
    axes.axvspan(epochs[best], epochs[best] + 4, color=ink.green, alpha=0.15, linewidth=0)
    axes.text(epochs[best] + 2, 0.86, "patience=4", color=ink.green, ha="center", family="monospace", fontsize=11)
    axes.axhline(0.325, color=ink.gray, linewidth=1.2, linestyle=":")
    axes.text(20.3, 0.325, "0.325", color=ink.gray, va="center")
    axes.plot(epochs, training, color=ink.blue)
    axes.plot(epochs, validation, color=ink.orange, linestyle="--")
    axes.plot(epochs[best], validation[best], "o", color=ink.green, markersize=9)
    axes.text(20.3, training[-1] + 0.02, "loss", color=ink.blue, va="center", family="monospace")
    axes.text(20.3, validation[-1], "val_loss", color=ink.orange, va="center", family="monospace")
    axes.set_xticks([1, 5, 10, 15, 20])
    axes.set_xlim(0.5, 20.2)
    axes.set_ylim(0, 0.92)
    axes.set_xlabel("epoch")
    return figure


def dropout(ink: Ink) -> Figure:
    """One network three times: thinned by chance for two rows of the training, whole for predicting."""
    sizes = (3, 6, 6, 1)
    gone: tuple[dict[int, set[int]], ...] = ({1: {0, 3, 4}, 2: {1, 2, 5}}, {1: {1, 2, 5}, 2: {0, 3, 5}}, {})
    titles = ("training=True", "training=True", "training=False")
    figure, panels = plt.subplots(1, 3, figsize=(9, 3.1))
    for axes, dropped, title in zip(panels, gone, titles, strict=True):
        places = [[(k, row - (size - 1) / 2) for row in range(size)] for k, size in enumerate(sizes)]
        for k in range(len(sizes) - 1):
            for i, start in enumerate(places[k]):
                for j, end in enumerate(places[k + 1]):
                    if i not in dropped.get(k, ()) and j not in dropped.get(k + 1, ()):
                        axes.plot(*zip(start, end, strict=True), color=ink.gray, linewidth=0.7, alpha=0.8, zorder=1)
        for k, column in enumerate(places):
            color = (ink.orange, ink.blue, ink.blue, ink.green)[k]
            for i, (x, y) in enumerate(column):
                off = i in dropped.get(k, ())
                axes.plot(
                    x, y, "o", color=ink.gray if off else color, markersize=12, fillstyle="none" if off else "full"
                )
                if off:
                    axes.plot(x, y, "x", color=ink.gray, markersize=8, markeredgewidth=1.5)
        axes.set_title(title, family="monospace", fontsize=11)
        axes.set_xlim(-0.4, 3.4)
        axes.set_ylim(-3, 3)
        axes.axis("off")
    return figure


BARS = {  # row, column, height, width
    "a": (0, 2, 3, 8),
    "b": (1, 9, 8, 3),
    "c": (10, 9, 8, 3),
    "d": (16, 2, 3, 8),
    "e": (10, 0, 8, 3),
    "f": (1, 0, 8, 3),
    "g": (8, 2, 3, 8),
}
LIT = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg")


def digit_image(digit: int, random: np.random.Generator) -> Array:
    """Return one (28, 28) image of the lesson on images: a digit of seven bars, pixels from 0 to 255."""
    image = random.integers(0, 60, size=(28, 28)).astype(np.float64)
    top, left = (int(random.integers(*limits)) for limits in ((3, 6), (7, 10)))
    for bar in LIT[digit]:
        row, column, height, width = BARS[bar]
        place = slice(top + row, top + row + height), slice(left + column, left + column + width)
        image[place] = random.integers(60, 256)
    return image


def digit_images(count: int, random: np.random.Generator) -> tuple[Array, list[int]]:
    """Return ``count`` images of the lesson and their digits, drawn in the lesson's order."""
    digits = [int(digit) for digit in random.integers(0, 10, size=count)]
    return np.stack([digit_image(digit, random) for digit in digits]), digits


def paint(axes: Axes, image: Array, step: int) -> None:
    """Draw ``image`` as rectangles, one path for each gray in steps of ``step``: the file then holds no bitmap."""
    rows, columns = image.shape
    grays = image.astype(int) // step
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(rows - 0.5, -0.5)
    lowest = int(grays.min())
    axes.add_patch(Rectangle((-0.5, -0.5), columns, rows, color=str((lowest + 0.5) * step / 256), linewidth=0))
    for gray in range(lowest + 1, int(grays.max()) + 1):
        corners: list[tuple[float, float]] = []
        for row in range(rows):
            edges = np.flatnonzero(np.diff(np.concatenate([[0], grays[row] == gray, [0]]))) - 0.5
            for left, right in edges.reshape(-1, 2):
                top, bottom = row - 0.5, row + 0.52
                corners += [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        if corners:
            codes = [Outline.MOVETO, Outline.LINETO, Outline.LINETO, Outline.LINETO, Outline.CLOSEPOLY] * (
                len(corners) // 5
            )
            color = str((gray + 0.5) * step / 256)
            axes.add_patch(PathPatch(Outline(corners, codes), color=color, linewidth=0))


def display(ink: Ink) -> Figure:
    """One image of each digit."""
    random = np.random.default_rng(8)
    figure, panels = plt.subplots(1, 10, figsize=(9, 1.3), gridspec_kw={"wspace": 0.1})
    for digit, axes in enumerate(panels):
        paint(axes, digit_image(digit, random), 30)
        axes.set_aspect("equal")
        axes.set_title(str(digit), fontsize=12, color=ink.text)
        axes.axis("off")
    return figure


# What one training run of the lesson's network gave for the eighth test image, in percent.
PROBABILITIES = (15.0, 0.0, 7.0, 0.5, 0.0, 3.9, 66.8, 0.0, 6.5, 0.2)


def flatten(ink: Ink) -> Figure:
    """An image with three rows marked, those rows in the strip of 784 pixels, and ten probabilities."""
    random = np.random.default_rng(5)
    digit_images(2000, random)
    image = digit_images(500, random)[0][7]
    marked = ((4, ink.blue), (12, ink.orange), (20, ink.green))
    figure = plt.figure(figsize=(9, 4.2))
    grid = figure.add_gridspec(2, 2, height_ratios=(3.4, 0.5), hspace=0.45, wspace=0.35)
    table, strip, bars = (figure.add_subplot(grid[place]) for place in ((0, 0), (1, slice(None)), (0, 1)))
    paint(table, image, 8)
    table.set_aspect("equal")
    table.set_xticks([0, 27])
    table.set_yticks([0, *(row for row, _ in marked), 27])
    table.set_xlabel("$c$")
    table.set_ylabel("$r$", rotation=0, labelpad=12)
    for axes in (table, strip):
        axes.spines[:].set_visible(False)
    paint(strip, image.reshape(1, -1), 8)
    strip.set_yticks([])
    strip.set_xticks([0, *(28 * row for row, _ in marked), 783])
    strip.set_xlabel("$m = 28r + c$")
    for row, color in marked:
        table.add_patch(Rectangle((-0.5, row - 0.5), 28, 1, fill=False, edgecolor=color, linewidth=2.2))
        strip.add_patch(Rectangle((28 * row - 0.5, -0.5), 28, 1, fill=False, edgecolor=color, linewidth=2.2))
    bars.bar(range(10), np.array(PROBABILITIES) / 100, color=ink.blue)
    bars.set_xticks(range(10))
    bars.set_ylim(0, 1)
    bars.set_ylabel("$p_k$")
    return figure


# The confusion matrix of the same run: row by row the digits shown, in the columns the network's answers.
CONFUSION = """
48 0 1 0 0 0 0 0 0 0
0 51 0 0 0 0 0 0 0 0
0 0 49 1 0 0 0 0 0 0
0 0 0 40 0 1 0 1 0 0
0 1 0 0 56 0 0 0 0 0
0 0 0 0 0 58 0 0 0 0
0 0 0 0 0 10 34 0 0 0
0 5 0 0 0 0 0 57 0 0
2 0 2 0 0 0 4 0 33 4
0 0 0 5 1 5 0 0 0 31
"""


def confusion(ink: Ink) -> Figure:
    """The confusion matrix, right answers in blue, mistakes in red, stronger where there are more."""
    matrix = np.array(CONFUSION.split(), dtype=int).reshape(10, 10)
    figure, axes = plt.subplots(figsize=(5.2, 5.2))
    for i, j in np.ndindex(10, 10):
        count = int(matrix[i, j])
        color, most = (ink.blue, 80) if i == j else (ink.red, 14)
        if count:
            axes.add_patch(
                Rectangle((j - 0.5, i - 0.5), 1, 1, color=color, alpha=0.1 + 0.45 * count / most, linewidth=0)
            )
        axes.text(j, i, str(count), ha="center", va="center", color=ink.text if count else ink.gray, fontsize=11)
    axes.set_xlim(-0.5, 9.5)
    axes.set_ylim(9.5, -0.5)
    axes.set_xticks(range(10))
    axes.set_yticks(range(10))
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xlabel("$j$")
    axes.set_ylabel("$i$", rotation=0, labelpad=12)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return figure


Place = tuple[float, float]


def box(axes: Axes, place: Place, text: str, color: str) -> None:
    """Draw ``text`` in a rounded frame around ``place``."""
    frame = {"boxstyle": "round,pad=0.45", "facecolor": "none", "edgecolor": color, "linewidth": 1.8}
    axes.text(*place, text, ha="center", va="center", color=color, fontsize=9.5, family="monospace", bbox=frame)


def arrow(axes: Axes, start: Place, end: Place, ink: Ink, bend: float = 0) -> None:
    """Draw an arrow from box to box, leaving room for both."""
    way = {"arrowstyle": "->", "color": ink.gray, "linewidth": 1.6, "shrinkA": 14, "shrinkB": 14}
    axes.annotate("", end, start, arrowprops={**way, "connectionstyle": f"arc3,rad={bend}"})


def graphs(ink: Ink) -> Figure:
    """Four models as graphs, from the bottom to the top: a chain, two inputs, a shared layer, a shortcut."""
    figure, panels = plt.subplots(1, 4, figsize=(10, 4.2), gridspec_kw={"width_ratios": (0.8, 1.25, 1.25, 1)})
    chain, two, shared, shortcut = panels
    for axes in panels:
        axes.set_xlim(-1, 1)
        axes.set_ylim(-0.4, 4.4)
        axes.axis("off")
    for height in (0, 1, 2, 3):
        box(chain, (0, height + 0.5), "Dense" if height else "Input", ink.blue if height else ink.orange)
        if height:
            arrow(chain, (0, height - 0.5), (0, height + 0.5), ink)
    for side in (-0.55, 0.55):
        box(two, (side, 0), "Input", ink.orange)
        box(two, (side, 1.3), "Dense", ink.blue)
        arrow(two, (side, 0), (side, 1.3), ink)
        arrow(two, (side, 1.3), (side / 4, 2.6), ink)
        box(shared, (side, 0), "Input", ink.orange)
        arrow(shared, (side, 0), (side / 4, 1.3), ink)
        arrow(shared, (side / 4, 1.3), (side / 4, 2.6), ink)
    box(two, (0, 2.6), "Concatenate", ink.green)
    box(shared, (0, 1.3), "Dense", ink.blue)
    box(shared, (0, 2.6), "Subtract", ink.green)
    for axes, top in ((two, "Dense"), (shared, "Activation")):
        box(axes, (0, 3.9), top, ink.blue)
        arrow(axes, (0, 2.6), (0, 3.9), ink)
    box(shortcut, (0, 0), "Input", ink.orange)
    box(shortcut, (0, 1.3), "Dense", ink.blue)
    box(shortcut, (0, 2.6), "Add", ink.green)
    box(shortcut, (0, 3.9), "Dense", ink.blue)
    for low in (0, 1.3, 2.6):
        arrow(shortcut, (0, low), (0, low + 1.3), ink)
    shortcut.plot([0.37, 0.75, 0.75, 0.45], [0, 0, 2.6, 2.6], color=ink.green, linewidth=1.8)
    shortcut.annotate(
        "", (0.26, 2.6), (0.5, 2.6), arrowprops={"arrowstyle": "->", "color": ink.green, "linewidth": 1.8}
    )
    return figure


def joining(ink: Ink) -> Figure:
    """Two rows concatenated to a longer one, and two rows of the same width added place by place."""
    figure, panels = plt.subplots(1, 2, figsize=(9, 2.5))
    examples = (
        ("Concatenate", (1, 2, 3), (10, 20), (1, 2, 3, 10, 20)),
        ("Add", (1, 2, 3), (10, 20, 30), (11, 22, 33)),
    )
    for axes, (title, first, second, result) in zip(panels, examples, strict=True):
        added = title == "Add"
        rows = (
            (0.0, 2.1, first, [ink.blue] * 3),
            (0.0 if added else 3.6, 1.05 if added else 2.1, second, [ink.orange] * len(second)),
            (
                0.0 if added else 0.3,
                -0.5 if added else 0.3,
                result,
                [ink.green] * 3 if added else [ink.blue] * 3 + [ink.orange] * 2,
            ),
        )
        for left, bottom, values, colors in rows:
            for place, (value, color) in enumerate(zip(values, colors, strict=True)):
                axes.add_patch(
                    Rectangle((left + place, bottom), 0.94, 0.85, facecolor="none", edgecolor=color, linewidth=2)
                )
                axes.text(left + place + 0.47, bottom + 0.42, str(value), ha="center", va="center", color=color)
        if added:
            axes.text(-0.5, 1.47, "+", ha="center", va="center", fontsize=15)
            axes.plot([-0.7, 2.95], [0.7, 0.7], color=ink.gray, linewidth=1.4)
        else:
            for x, end in ((1.47, 1.77), (4.54, 4.24)):
                axes.annotate("", (end, 1.2), (x, 2.05), arrowprops={"arrowstyle": "->", "color": ink.gray})
        axes.set_title(title, family="monospace")
        axes.set_xlim((-2, 4.6) if added else (-0.5, 6.1))
        axes.set_ylim(-0.6, 3.1)
        axes.axis("off")
    return figure


def shortcuts(ink: Ink) -> Figure:
    """How much of a change at the input arrives after each of 20 sigmoid layers, without and with shortcuts."""
    random = np.random.default_rng(0)
    limit = np.sqrt(6 / 16)
    weights = random.uniform(-limit, limit, size=(20, 8, 8))
    figure, axes = plt.subplots(figsize=(7.5, 3.4))
    for shortcut, color, text in ((0, ink.red, "$f(x)$"), (1, ink.green, "$x + f(x)$")):
        x = np.zeros(8)
        slope = np.eye(8)
        sizes = [1.0]
        for w in weights:
            f = sigmoid(x @ w)
            slope = slope @ (w * (f * (1 - f)) + shortcut * np.eye(8))
            x = f + shortcut * x
            sizes.append(float(np.linalg.norm(slope, 2)))
        axes.semilogy(range(21), sizes, "o-", color=color, markersize=4)
        axes.text(20.5, sizes[-1], text, color=color, va="center", fontsize=14)
    axes.plot([0, 20], [1, 1], color=ink.gray, linewidth=0.8)
    axes.set_xticks([0, 5, 10, 15, 20])
    axes.set_xlabel("Dense", family="monospace")
    return figure


FIGURES = (
    line,
    learning_rates,
    petals,
    layers,
    history,
    fits,
    turning,
    dropout,
    display,
    flatten,
    confusion,
    graphs,
    joining,
    shortcuts,
)
