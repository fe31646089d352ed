"""The figures of the lessons on batching."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from drawing import Array, Ink
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

ROWS = 100
SIZES = (1, 10, 100)


def rows() -> tuple[Array, Array]:
    """Return the lesson's 100 rows: y = 2x + 1 and noise."""
    random = np.random.default_rng(3)
    x = random.normal(0.6, 1.0, ROWS)
    return x, 2 * x + 1 + random.normal(0, 1.0, ROWS)


def loss(x: Array, y: Array, w: float, b: float) -> float:
    """Return the mean squared error of all rows."""
    return float(np.mean((w * x + b - y) ** 2))


def descend(batch_size: int, rate: float, epochs: int) -> Array:
    """Return (w, b, loss of all rows) before the first update and after each."""
    x, y = rows()
    random = np.random.default_rng(5)
    w, b = -1.0, 3.5
    trace = [(w, b, loss(x, y, w, b))]
    for _ in range(epochs):
        order = random.permutation(ROWS)
        for start in range(0, ROWS, batch_size):
            chosen = order[start : start + batch_size]
            error = w * x[chosen] + b - y[chosen]
            w -= rate * 2 * float(np.mean(error * x[chosen]))
            b -= rate * 2 * float(np.mean(error))
            trace.append((w, b, loss(x, y, w, b)))
    return np.array(trace)


def colors(ink: Ink) -> dict[int, str]:
    """Return the color of each batch size."""
    return dict(zip(SIZES, (ink.orange, ink.blue, ink.green), strict=True))


def epoch(ink: Ink) -> Figure:
    """Ten rows, shuffled twice, cut into batches of 4, 4 and 2."""
    figure, axes = plt.subplots(figsize=(8, 2.7))
    random = np.random.default_rng(8)
    shades = (ink.blue, ink.orange, ink.green)
    _cells(axes, ink, 2.6, list(range(10)), [ink.gray] * 10)
    for number, bottom in ((1, 1.3), (2, 0.0)):
        order = [int(i) for i in random.permutation(10)]
        _cells(axes, ink, bottom, order, [shades[place // 4] for place in range(10)], gap=0.35)
        axes.text(-0.35, bottom + 0.4, f"epoch {number}", ha="right", va="center", family="monospace")
        for batch, middle in enumerate((2.0, 6.35, 9.7)):
            step = (number - 1) * 3 + batch + 1
            axes.text(middle, bottom - 0.12, f"{step}", ha="center", va="top", color=shades[batch])
    axes.text(-0.35, 3.0, "n = 10", ha="right", va="center", family="monospace")
    axes.set_xlim(-2.4, 11)
    axes.set_ylim(-0.55, 3.5)
    axes.set_axis_off()
    return figure


def _cells(axes: Axes, ink: Ink, bottom: float, numbers: list[int], shades: list[str], gap: float = 0.0) -> None:
    for place, (number, shade) in enumerate(zip(numbers, shades, strict=True)):
        left = place + gap * (place // 4)
        axes.add_patch(Rectangle((left, bottom), 0.92, 0.8, facecolor=shade, alpha=0.25))
        axes.add_patch(Rectangle((left, bottom), 0.92, 0.8, fill=False, edgecolor=shade, linewidth=1.2))
        axes.text(left + 0.46, bottom + 0.38, f"{number}", ha="center", va="center", color=ink.text)


def noise(ink: Ink) -> Figure:
    """The loss of all rows against the number of updates."""
    figure, axes = plt.subplots(figsize=(8, 3.2))
    for size in SIZES:
        trace = descend(size, 0.08, 150)[:151, 2]
        axes.plot(np.arange(151), trace, color=colors(ink)[size], linewidth=1.7, label=f"batch_size = {size}")
    axes.set_yscale("log")
    axes.set_yticks([1, 2, 5, 10], labels=["1", "2", "5", "10"])
    axes.minorticks_off()
    axes.set_xlabel("update")
    axes.set_ylabel("loss")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, prop={"family": "monospace", "size": 10})
    return figure


def rows_seen(ink: Ink) -> Figure:
    """The loss of all rows against epochs: as many rows have been looked at."""
    figure, axes = plt.subplots(figsize=(8, 3.2))
    for size in SIZES:
        trace = descend(size, 0.08, 12)[:, 2]
        axes.plot(
            np.arange(len(trace)) * size / ROWS,
            trace,
            color=colors(ink)[size],
            linewidth=1.0 if size == 1 else 1.8,
            marker="o" if size == ROWS else None,
            markersize=4,
            label=f"batch_size = {size}",
        )
    axes.set_yscale("log")
    axes.set_yticks([1, 2, 5, 10], labels=["1", "2", "5", "10"])
    axes.minorticks_off()
    axes.set_xticks(range(0, 13, 2))
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, prop={"family": "monospace", "size": 10})
    return figure


def minima(ink: Ink) -> Figure:
    """A sharp and a flat minimum of the training loss, and the loss on new data, which is shifted a little."""
    w = np.linspace(-4.2, 6.6, 600)

    def surface(at: Array) -> Array:
        sharp = 2.2 * np.exp(-(((at + 2) / 0.45) ** 2))
        flat = 2.23 * np.exp(-(((at - 2.6) / 1.9) ** 2))
        return np.asarray(3.0 - sharp - flat + 0.01 * at**2)

    figure, axes = plt.subplots(figsize=(8, 3))
    axes.plot(w, surface(w), color=ink.blue, label="train")
    axes.plot(w, surface(w - 0.4), color=ink.orange, linestyle="--", label="validation")
    for at in (-2.0, 2.57):
        here, there = float(surface(np.array(at))), float(surface(np.array(at - 0.4)))
        axes.plot([at], [here], "o", color=ink.blue)
        axes.plot([at], [there], "o", color=ink.orange)
        axes.plot([at, at], [here, there], color=ink.red, linewidth=2.5)
    axes.set_xlabel("$w$")
    axes.set_ylabel("loss")
    axes.set_ylim(0.4, 3.6)
    axes.legend(loc="upper center", bbox_to_anchor=(0.42, 1.05), prop={"family": "monospace", "size": 10})
    return figure


def buffers(ink: Ink) -> Figure:
    """Which row comes at which place, for shuffle buffers of 10, 100 and 400 of 400 rows."""
    figure, panels = plt.subplots(1, 3, figsize=(9, 3.1), sharey=True, layout="constrained")
    for axes, size in zip(panels, (10, 100, 400), strict=True):
        axes.scatter(np.arange(400), _buffered(400, size), s=5, color=ink.blue, linewidths=0)
        axes.set_title(f"shuffle({size})", family="monospace", fontsize=11)
        axes.set_xticks([0, 200, 400])
        axes.set_yticks([0, 200, 400])
    panels[0].set_ylabel("row")
    panels[1].set_xlabel("place")
    return figure


def _buffered(n: int, size: int) -> list[int]:
    """Return the numbers below n as `tf.data` shuffles them: a random one leaves the buffer, the next comes in."""
    random = np.random.default_rng(2)
    waiting, order = list(range(size)), []
    for following in [*range(size, n), *[None] * size]:
        place = int(random.integers(len(waiting)))
        order.append(waiting[place])
        if following is None:
            waiting.pop(place)
        else:
            waiting[place] = following
    return order


FIGURES = (epoch, noise, rows_seen, minima, buffers)
