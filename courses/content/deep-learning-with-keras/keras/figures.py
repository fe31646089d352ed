"""The figures of the lessons on Keras."""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from drawing import Array, Ink, cross
from matplotlib.figure import Figure

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
                axes.plot(x, y, "o", color=ink.gray if off else color, markersize=12, fillstyle="none" if off else "full")
                if off:
                    axes.plot(x, y, "x", color=ink.gray, markersize=8, markeredgewidth=1.5)
        axes.set_title(title, family="monospace", fontsize=11)
        axes.set_xlim(-0.4, 3.4)
        axes.set_ylim(-3, 3)
        axes.axis("off")
    return figure


FIGURES = (line, learning_rates, petals, layers, history, fits, turning, dropout)
