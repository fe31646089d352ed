"""The figures of the lessons on series and on recurrent layers; those on cells and LSTM are in ``figures_cells.py``."""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from drawing import Array, Ink
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from units import imported

DAYS = np.arange(140)
WEEK = np.array([-35, -15, -10, -5, 5, 40, 20])
N_TRAIN = 112


def visitors() -> Array:
    """Return the lesson's series: 20 weeks of visitors a day."""
    noise = np.random.default_rng(7).normal(scale=6, size=140)
    return np.asarray(np.round(100 + 0.5 * DAYS + WEEK[DAYS % 7] + noise))


def parts(ink: Ink) -> Figure:
    """The series and its three parts, all on the same scale: what one adds to the other can be seen."""
    series = visitors()
    trend = np.convolve(series, np.ones(7) / 7, mode="valid")
    inner = DAYS[3:137]
    rest = series[3:137] - trend
    season = np.array([rest[inner % 7 == day].mean() for day in range(7)])[inner % 7]
    panels = (
        ("$x_t$", DAYS, series, ink.text, (50, 225)),
        ("$T_t$", inner, trend, ink.blue, (80, 185)),
        ("$S_t$", inner, season, ink.orange, (-52, 56)),
        ("$R_t$", inner, rest - season, ink.green, (-36, 36)),
    )
    ratios = [high - low for *_, (low, high) in panels]
    figure, rows = plt.subplots(4, 1, figsize=(8, 6), sharex=True, height_ratios=ratios)
    for axes, (name, days, values, color, limits) in zip(rows, panels, strict=True):
        axes.plot(days, values, color=color, linewidth=1.5)
        axes.set_yticks([-40, 0, 40] if name == "$S_t$" else [-20, 0, 20] if name == "$R_t$" else [100, 150, 200])
        axes.set_ylim(limits)
        axes.set_ylabel(name, rotation=0, labelpad=18, va="center", color=color, fontsize=15)
    rows[-1].set_xlabel("$t$")
    rows[-1].set_xticks(np.arange(0, 141, 28))
    return figure


def cell(
    axes: Axes, place: tuple[float, float], text: str, color: str, *, filled: bool = True, width: float = 0.9
) -> None:
    """Draw a box around ``place`` with a text in it."""
    x, y = place
    corner, face, alpha = (x - width / 2, y - 0.32), color if filled else "none", 0.22 if filled else 0.35
    axes.add_patch(Rectangle(corner, width, 0.64, edgecolor=color, facecolor=face, alpha=alpha, linewidth=1.2))
    axes.text(x, y, text, ha="center", va="center", color=color, fontsize=11)


def windows(ink: Ink) -> Figure:
    """Seven days cut into windows of four and their answers, for a horizon of 1 and of 2."""
    series = np.arange(10, 80, 10)
    figure, panels = plt.subplots(1, 2, figsize=(9.5, 3), gridspec_kw={"wspace": 0.08})
    for axes, horizon in zip(panels, (1, 2), strict=True):
        for place, value in enumerate(series):
            cell(axes, (place, 4), str(value), ink.text, filled=False)
        samples = len(series) - 4 - horizon + 1
        for i in range(samples):
            y = 2.8 - i
            for step in range(4):
                cell(axes, (i + step, y), str(series[i + step]), ink.blue)
            answer = i + 3 + horizon
            cell(axes, (answer, y), str(series[answer]), ink.orange)
            axes.text(i - 0.6, y, f"X[{i}]", ha="right", va="center", color=ink.blue, family="monospace", fontsize=10)
            axes.text(
                answer + 0.6, y, f"y[{i}]", ha="left", va="center", color=ink.orange, family="monospace", fontsize=10
            )
        axes.set_title(f"horizon={horizon}", family="monospace", fontsize=12)
        axes.set_xlim(-1.7, 7.7)
        axes.set_ylim(0.2, 4.5)
        axes.axis("off")
    return figure


def block(ink: Ink) -> Figure:
    """An array of shape (3, 4, 2): three windows behind each other, four rows of time, two features."""
    days = np.array([[10, 3], [20, 1], [30, 4], [40, 1], [50, 5], [60, 9]])
    figure, axes = plt.subplots(figsize=(7.5, 3.6))
    for i in reversed(range(3)):
        left, top = 2.1 * i, 0.62 * i
        color = (ink.blue, ink.green, ink.orange)[i]
        axes.add_patch(Rectangle((left - 0.95, top - 3.4), 1.9, 3.8, facecolor="none", edgecolor=color, linewidth=1.4))
        axes.text(left, top + 0.62, f"X[{i}]", ha="center", va="center", color=color, family="monospace", fontsize=11)
        for step in range(4):
            for feature in range(2):
                value = str(days[i + step, feature])
                x, y = left - 0.42 + 0.84 * feature, top - 0.05 - 0.97 * step
                axes.text(x, y, value, ha="center", va="center", color=color, fontsize=12)
    arrow = {"arrowstyle": "->", "color": ink.gray, "linewidth": 1.4}
    axes.annotate("", (-1.25, -3.4), (-1.25, 0.4), arrowprops=arrow)
    axes.text(-1.4, -1.5, "timesteps = 4", rotation=90, ha="right", va="center", family="monospace", fontsize=11)
    axes.annotate("", (0.95, -3.75), (-0.95, -3.75), arrowprops=arrow)
    axes.text(0, -4.15, "features = 2", ha="center", va="center", family="monospace", fontsize=11)
    axes.annotate("", (5.2, -2.45), (1.2, -3.62), arrowprops=arrow)
    axes.text(3.75, -3.65, "samples = 3", ha="center", va="center", family="monospace", fontsize=11)
    axes.set_xlim(-2.1, 6)
    axes.set_ylim(-4.5, 2.3)
    axes.axis("off")
    return figure


def split(ink: Ink) -> Figure:
    """The first 112 days for training, the last 28 for the test, with the mean and the deviation of the first part."""
    series = visitors()
    mean, deviation = series[:N_TRAIN].mean(), series[:N_TRAIN].std()
    figure, axes = plt.subplots(figsize=(8, 3.4))
    axes.axhspan(mean - deviation, mean + deviation, color=ink.blue, alpha=0.12, linewidth=0)
    axes.axhline(mean, color=ink.blue, linewidth=1.2, linestyle="--")
    axes.plot(DAYS[:N_TRAIN], series[:N_TRAIN], color=ink.blue, linewidth=1.5)
    axes.plot(DAYS[N_TRAIN - 1 :], series[N_TRAIN - 1 :], color=ink.orange, linewidth=1.5)
    axes.axvline(N_TRAIN - 0.5, color=ink.gray, linewidth=1.2, linestyle=":")
    axes.text(N_TRAIN - 3, 222, "series[:112]", ha="right", color=ink.blue, family="monospace", fontsize=11)
    axes.text(N_TRAIN + 2, 222, "series[112:]", ha="left", color=ink.orange, family="monospace", fontsize=11)
    axes.text(141, mean, r"$\mu$", color=ink.blue, va="center", fontsize=14)
    axes.text(141, mean + deviation, r"$\mu+\sigma$", color=ink.blue, va="center", fontsize=12)
    axes.text(141, mean - deviation, r"$\mu-\sigma$", color=ink.blue, va="center", fontsize=12)
    axes.set_xlim(-1, 140)
    axes.set_ylim(50, 235)
    axes.set_xticks(np.arange(0, 141, 28))
    axes.set_xlabel("$t$")
    return figure


def rounded(
    axes: Axes, place: tuple[float, float], text: str, color: str, size: tuple[float, float] = (0.9, 0.6)
) -> None:
    """Draw a rounded box around ``place`` with a text in it."""
    (x, y), (width, height) = place, size
    style = "round,pad=0.02,rounding_size=0.12"
    axes.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - height / 2),
            width,
            height,
            boxstyle=style,
            facecolor="none",
            edgecolor=color,
            linewidth=1.8,
        )
    )
    axes.text(x, y, text, ha="center", va="center", color=color, fontsize=12)


def arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], color: str) -> None:
    """Draw an arrow."""
    axes.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": color, "linewidth": 1.6})


def unrolled(ink: Ink) -> Figure:
    """One cell, step after step: the input comes from below, the state from the left, with the same W and U."""
    figure, axes = plt.subplots(figsize=(8.5, 3.3))
    inputs, state = (1.0, 0.0, 0.0), 0.0
    axes.text(-1.55, 0, "$h_0 = 0$", ha="center", va="center", color=ink.orange, fontsize=13)
    for step, x in enumerate(inputs):
        left = 2.6 * step
        arrow(axes, (left - 1.05 if step == 0 else left - 2.6 + 0.72, 0), (left - 0.72, 0), ink.orange)
        axes.text(left - 1.05 if step else left - 0.9, 0.22, "$U$", ha="center", color=ink.orange, fontsize=13)
        state = float(np.tanh(0.5 * x + 0.8 * state))
        rounded(axes, (left, 0), r"$\tanh$", ink.text, (1.3, 0.75))
        arrow(axes, (left, -1.15), (left, -0.45), ink.blue)
        axes.text(left + 0.14, -0.85, "$W$", color=ink.blue, fontsize=13)
        axes.text(left, -1.42, f"$x_{step + 1} = {x:g}$", ha="center", va="center", color=ink.blue, fontsize=13)
        arrow(axes, (left, 0.45), (left, 1.1), ink.orange)
        text = f"$h_{step + 1} = {state:.4f}$"
        axes.text(left, 1.35, text, ha="center", va="center", color=ink.orange, fontsize=13)
    arrow(axes, (2.6 * 2 + 0.72, 0), (2.6 * 2 + 1.5, 0), ink.orange)
    axes.text(2.6 * 2 + 1.75, 0, r"$\cdots$", ha="center", va="center", color=ink.orange, fontsize=15)
    axes.set_xlim(-2.2, 7.3)
    axes.set_ylim(-1.7, 1.6)
    axes.axis("off")
    return figure


def sequences(ink: Ink) -> Figure:
    """Two stacked recurrent layers: the first hands on every state, the second only its last one, to a Dense layer."""
    figure, axes = plt.subplots(figsize=(8.5, 4))
    names = (("SimpleRNN(16, return_sequences=True)", 1.0, ink.blue), ("SimpleRNN(4)", 2.6, ink.orange))
    for step in range(4):
        left = 1.7 * step
        axes.text(left, -0.25, f"$x_{step + 1}$", ha="center", va="center", fontsize=14)
        arrow(axes, (left, 0.0), (left, 0.62), ink.gray)
        rounded(axes, (left, 1.0), f"$h_{step + 1}$", ink.blue, (0.95, 0.6))
        arrow(axes, (left, 1.4), (left, 2.2), ink.blue)
        rounded(axes, (left, 2.6), f"$g_{step + 1}$", ink.orange, (0.95, 0.6))
        for _, height, color in names:
            if step < 3:
                arrow(axes, (left + 0.55, height), (left + 1.15, height), color)
        if step < 3:
            axes.plot([left, left], [3.02, 3.22], color=ink.gray, linewidth=1.4)
            axes.plot([left - 0.12, left + 0.12], [3.22, 3.22], color=ink.gray, linewidth=1.4)
    arrow(axes, (5.1, 3.0), (5.1, 3.72), ink.orange)
    rounded(axes, (5.1, 4.1), r"$\hat{y}$", ink.green, (0.95, 0.6))
    for name, height, color in (*names, ("Dense(1)", 4.1, ink.green)):
        axes.text(6.0, height, name, va="center", color=color, family="monospace", fontsize=11)
    for text, height in (("(n, 4, 2)", -0.25), ("(n, 4, 16)", 1.8), ("(n, 4)", 3.36), ("(n, 1)", 4.9)):
        axes.text(-1.0, height, text, ha="right", va="center", color=ink.gray, family="monospace", fontsize=11)
    arrow(axes, (5.1, 4.45), (5.1, 4.95), ink.green)
    axes.set_xlim(-2.6, 11)
    axes.set_ylim(-0.6, 5.2)
    axes.axis("off")
    return figure


def vanishing(ink: Ink) -> Figure:
    """Left: the echo of a single 1 in the state. Right: the product of the slopes on the way back, on a log axis."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), gridspec_kw={"wspace": 0.32})
    steps = np.arange(0, 51)
    for weight, color, style in ((0.5, ink.green, "-."), (0.8, ink.blue, "-"), (0.95, ink.orange, "--")):
        state, states = 0.0, []
        for t in range(26):
            state = float(np.tanh((0.5 if t == 0 else 0.0) + weight * state))
            states.append(state)
        left.plot(np.arange(1, 27), states, color=color, linestyle=style, label=f"$u = {weight}$")
        right.semilogy(steps, weight**steps, color=color, linestyle=style, label=f"$u = {weight}$")
    right.semilogy(steps, 1.1**steps, color=ink.red, linestyle=":", label="$u = 1.1$")
    left.axhline(0, color=ink.gray, linewidth=0.6)
    left.set_xlabel("$t$")
    left.set_title("$h_t$", fontsize=13)
    left.set_xticks([1, 5, 10, 15, 20, 25])
    right.set_xlabel("$k$")
    right.set_title("$u^k$", fontsize=13)
    right.set_ylim(1e-9, 1e4)
    right.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


CELLS = Path(__file__).with_name("figures_cells.py")
OF_CELLS = imported(CELLS).FIGURES if CELLS.exists() else ()
FIGURES = (parts, windows, block, split, unrolled, sequences, vanishing, *OF_CELLS)
