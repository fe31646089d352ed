"""The figures of the lessons on series, recurrent layers, LSTM and forecasting, in this order."""

from __future__ import annotations

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from drawing import Array, Ink, sigmoid
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle

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


def wire(axes: Axes, points: list[tuple[float, float]], color: str, width: float = 1.6) -> None:
    """Draw a line through ``points`` that ends in an arrow."""
    for start, end in pairwise(points[:-1]):
        axes.plot(*zip(start, end, strict=True), color=color, linewidth=width, solid_capstyle="round")
    look = {"arrowstyle": "-|>", "color": color, "linewidth": width, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 13}
    axes.annotate("", points[-1], points[-2], arrowprops=look)


def box(axes: Axes, place: tuple[float, float], text: str, color: str, size: tuple[float, float] = (0.92, 0.6)) -> None:
    """Draw a filled box for a function around ``place``."""
    (x, y), (width, height) = place, size
    corner, style = (x - width / 2 + 0.04, y - height / 2 + 0.04), "round,pad=0.04"
    patch = FancyBboxPatch(corner, width - 0.08, height - 0.08, boxstyle=style, facecolor=color, alpha=0.2)
    patch.set_edgecolor("none")
    axes.add_patch(patch)
    axes.text(x, y, text, ha="center", va="center", color=color, fontsize=13)


def operation(axes: Axes, place: tuple[float, float], text: str, ink: Ink) -> None:
    """Draw a circle for × or + around ``place``."""
    axes.add_patch(Circle(place, 0.21, facecolor="none", edgecolor=ink.text, linewidth=1.4))
    axes.text(*place, text, ha="center", va="center_baseline", fontsize=14)


def lstm_cell(ink: Ink) -> Figure:
    """One step of an LSTM: the cell state runs along the top, four parts read x and h below."""
    figure, axes = plt.subplots(figsize=(9, 4.3))
    top, gates, bottom = 3.2, 1.25, 0.0
    places = {"f": 1.6, "i": 2.8, "g": 4.0, "o": 5.4}
    wire(axes, [(0, top), (1.39, top)], ink.orange, 3)
    wire(axes, [(1.81, top), (3.19, top)], ink.orange, 3)
    wire(axes, [(3.61, top), (8.2, top)], ink.orange, 3)
    axes.text(-0.1, top, "$c_{t-1}$", ha="right", va="center", color=ink.orange, fontsize=16)
    axes.text(8.3, top, "$c_t$", ha="left", va="center", color=ink.orange, fontsize=16)
    axes.plot([0, 5.4], [bottom, bottom], color=ink.blue, linewidth=1.6)
    axes.text(-0.1, bottom, "$h_{t-1}$", ha="right", va="center", color=ink.blue, fontsize=16)
    wire(axes, [(0.7, -0.8), (0.7, bottom)], ink.gray)
    axes.text(0.7, -0.88, "$x_t$", ha="center", va="top", fontsize=16)
    for name, x in places.items():
        wire(axes, [(x, bottom), (x, gates - 0.32)], ink.blue)
        box(axes, (x, gates), r"$\tanh$" if name == "g" else r"$\sigma$", ink.green)
        axes.text(x + 0.14, gates + 0.5, f"${name}_t$", color=ink.green, fontsize=14)
    wire(axes, [(1.6, gates + 0.32), (1.6, top - 0.22)], ink.green)
    wire(axes, [(2.8, gates + 0.32), (2.8, 2.3), (3.19, 2.3)], ink.green)
    wire(axes, [(4.0, gates + 0.32), (4.0, 2.3), (3.61, 2.3)], ink.green)
    wire(axes, [(3.4, 2.51), (3.4, top - 0.22)], ink.green)
    wire(axes, [(6.6, top), (6.6, 2.56)], ink.orange)
    box(axes, (6.6, 2.25), r"$\tanh$", ink.orange)
    wire(axes, [(6.6, 1.93), (6.6, gates + 0.22)], ink.orange)
    wire(axes, [(5.86, gates), (6.38, gates)], ink.green)
    wire(axes, [(6.81, gates), (8.2, gates)], ink.blue)
    axes.text(8.3, gates, "$h_t$", ha="left", va="center", color=ink.blue, fontsize=16)
    for place, text in (((1.6, top), "×"), ((3.4, top), "+"), ((3.4, 2.3), "×"), ((6.6, gates), "×")):
        operation(axes, place, text, ink)
    axes.set_xlim(-0.8, 8.8)
    axes.set_ylim(-1.3, 3.7)
    axes.set_aspect("equal")
    axes.axis("off")
    return figure


def what_is_left(ink: Ink) -> Figure:
    """How much of a cell state is left after t steps, for four shares of the forget gate."""
    steps = np.arange(101)
    figure, axes = plt.subplots(figsize=(7.5, 3.4))
    shades = ((5, ink.blue), (3, ink.green), (1, ink.orange), (0, ink.red))
    for bias, color in shades:
        share = float(sigmoid(np.array(float(bias))))
        axes.semilogy(steps, share**steps, color=color, label=rf"$f = \sigma({bias}) = {share:.3f}$")
    axes.axvline(40, color=ink.gray, linewidth=1, linestyle=":")
    axes.set_ylim(1e-8, 2)
    axes.set_xlabel("$t$")
    axes.set_ylabel("$f^{\\,t}$", rotation=0, labelpad=14, fontsize=14)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


# How much of 2,000 new series single training runs got right, so that the figure needs no training and never changes:
# 3,000 series of the exercise ``long-memory``, 6 epochs, Adam's own learning rate, 40 seeds.
RUNS = {
    "SimpleRNN(32)": (
        "0.478 0.515 0.508 0.505 0.488 0.521 0.507 0.49 0.498 0.5 0.507 0.491 0.484 0.52 0.51 0.475 0.503 0.497 0.473 "
        "0.495 0.503 0.503 0.501 0.503 0.485 0.483 0.497 0.496 0.505 0.489 0.487 0.48 0.498 0.505 0.514 0.493 0.527 "
        "0.521 0.485 0.496"
    ),
    "LSTM(16)": (
        "1 0.491 0.503 0.517 0.468 0.526 0.485 1 0.515 0.498 0.505 1 0.483 0.508 0.522 0.489 1 0.516 0.48 0.496 0.509 "
        "1 0.509 1 1 0.514 0.52 0.488 0.487 0.495 1 0.474 0.459 0.51 0.525 0.495 0.496 0.497 0.504 0.523"
    ),
    "LSTM(32)": "1 1 1 1 1 1 1 1 1 1 0.507 1 1 1 1 1 1 0.999 1 1 1 1 1 1 1 1 0.52 1 1 0.504 1 0.482 1 1 1 1 1 1 1 1",
    "LSTM(16), $b_f = 3$": "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
}


def runs(ink: Ink) -> Figure:
    """The accuracy of every training run as a point; runs of one kind stand beside each other."""
    figure, axes = plt.subplots(figsize=(8.5, 3.4))
    colors = (ink.red, ink.orange, ink.green, ink.blue)
    for place, (text, color) in enumerate(zip(RUNS.values(), colors, strict=True)):
        accuracies = np.array(text.split(), dtype=float)
        beside = place + np.linspace(-0.34, 0.34, len(accuracies))
        axes.plot(beside, accuracies, "o", color=color, markersize=5, alpha=0.7)
    axes.axhline(0.5, color=ink.gray, linewidth=1, linestyle=":")
    axes.set_xticks(range(len(RUNS)), list(RUNS), family="monospace", fontsize=11)
    axes.set_ylabel("accuracy", family="monospace", fontsize=11)
    axes.set_ylim(0.4, 1.04)
    return figure


# One run of the lesson's forecaster on the 85 test days, and its errors from 1 to 14 days ahead beside those of "as
# today" and "as a week ago", so that the figures need no training and never change.
FORECASTS = (
    "215.9 216.9 217.0 216.5 199.3 190.6 213.3 217.1 215.1 213.1 212.6 195.5 189.3 215.0 218.2 219.6 216.7 213.0 197.7 "
    "193.4 216.4 218.6 215.5 212.2 210.8 193.1 188.0 211.8 214.4 214.7 213.2 208.5 191.6 190.9 213.7 216.4 218.2 215.5 "
    "211.0 192.2 189.2 211.9 214.9 215.9 213.3 206.5 186.2 186.1 204.2 210.5 212.4 213.7 211.9 190.7 189.6 213.0 214.3 "
    "216.4 214.8 215.6 198.8 191.5 217.8 222.1 221.2 218.9 212.5 196.6 192.4 216.9 219.0 218.8 219.5 218.1 199.5 194.3 "
    "219.8 222.2 222.9 224.4 223.3 204.1 195.3 221.9 224.8"
)
AHEAD = {
    "LSTM": "2.20 2.98 3.35 3.56 3.76 3.95 4.03 4.24 4.58 4.84 5.04 5.28 5.47 5.65",
    "$x_t$": "11.79 17.09 17.91 18.14 17.67 12.54 4.11 12.49 17.60 18.47 18.66 18.03 12.88 5.12",
    "$x_{t+k-7}$": "4.02 4.08 4.08 4.09 4.09 4.07 4.11 4.67 4.83 4.91 4.92 4.98 5.03 5.12",
}
TEST = 645


def need() -> Array:
    """Return the lesson's series: two years of a town's need of electricity, in MWh a day."""
    rng = np.random.default_rng(5)
    days = np.arange(730)
    week = np.array([6, 8, 8, 7, 4, -14, -19])
    rest = np.zeros(730)
    for day in days[1:]:
        rest[day] = 0.9 * rest[day - 1] + rng.normal(scale=2)
    return np.asarray((200 + 15 * np.cos(2 * np.pi * days / 365) + week[days % 7] + rest).round(1))


def forecasts() -> Array:
    """Return the stored forecasts of the test days."""
    return np.array(FORECASTS.split(), dtype=float)


def pipeline(ink: Ink) -> Figure:
    """From raw numbers to a forecast in the same units: the same mean and deviation go in and out."""
    figure, axes = plt.subplots(figsize=(9.5, 2.9))
    stations = (
        ("$x$", "(n,)", ink.blue),
        ("x[-14:]", "(14,)", ink.green),
        (r"$\dfrac{x-\mu}{\sigma}$", "(1, 14, 1)", ink.green),
        ("LSTM", "(1, 1)", ink.green),
        (r"$z\,\sigma+\mu$", "()", ink.green),
        (r"$\hat{x}$", "()", ink.orange),
    )
    places = 2.2 * np.arange(len(stations))
    for x, (text, shape, color) in zip(places, stations, strict=True):
        box(axes, (x, 0), text, color, (1.54, 0.94))
        axes.text(x, -0.85, shape, ha="center", va="center", family="monospace", fontsize=10)
    for x in places[:-1]:
        wire(axes, [(x + 0.82, 0), (x + 1.4, 0)], ink.gray)
    for x in (4.4, 8.8):
        wire(axes, [(6.6, 1.6), (x, 1.6), (x, 0.55)], ink.red)
    axes.text(6.6, 1.78, r"$\mu,\ \sigma$", ha="center", va="bottom", color=ink.red, fontsize=15)
    axes.set_xlim(-0.9, 11.9)
    axes.set_ylim(-1.1, 2.3)
    axes.set_aspect("equal")
    axes.axis("off")
    return figure


def stretch(ink: Ink) -> Figure:
    """Four weeks of the test: what happened, what the network said, and persistence, one day late."""
    series, got = need(), forecasts()
    days = np.arange(TEST + 14, TEST + 42)
    figure, axes = plt.subplots(figsize=(8.5, 3.4))
    axes.plot(days, series[days - 1], color=ink.red, linestyle=":", label=r"$x_t$")
    axes.plot(days, got[days - TEST], color=ink.orange, linestyle="--", label="LSTM")
    axes.plot(days, series[days], color=ink.blue, marker="o", markersize=4, linewidth=1.6, label=r"$x_{t+1}$")
    axes.set_xlabel("$t+1$")
    axes.set_ylabel("MWh")
    axes.set_xticks(np.arange(TEST + 14, TEST + 43, 7))
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


def changes(ink: Ink) -> Figure:
    """A price of pure chance with persistence, its changes, and the changes of the series that can be forecast."""
    price = 100 + np.random.default_rng(0).normal(size=2000).cumsum()
    series, got = need(), forecasts()
    figure, (line, chance, known) = plt.subplots(
        1, 3, figsize=(11.5, 3.5), gridspec_kw={"wspace": 0.3, "width_ratios": (1.7, 1, 1)}
    )
    days = np.arange(1600, 1800)
    line.plot(days, price[days], color=ink.blue, linewidth=1.5)
    line.plot(days, price[days - 1], color=ink.red, linestyle=":", linewidth=1.8)
    line.set_xlabel("$t+1$", fontsize=14)
    line.set_title("$x_{t+1}$", fontsize=14)
    tests = np.arange(TEST, 730)
    looks = ((chance, price, days), (known, series, tests))
    for axes, values, ends in looks:
        came = values[ends] - values[ends - 1]
        axes.plot(came, 0 * came, "x", color=ink.red, markersize=5, label="$x_t$")
        low, high = axes.get_xlim()
        axes.plot([low, high], [low, high], color=ink.gray, linewidth=1)
        axes.set_xlabel("$x_{t+1}-x_t$", fontsize=14)
        axes.set_title(r"$\hat{x}_{t+1}-x_t$", fontsize=14)
    today = series[tests - 1]
    known.plot(series[tests] - today, got - today, "o", color=ink.orange, markersize=4, alpha=0.75, label="LSTM")
    known.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


def ahead(ink: Ink) -> Figure:
    """The error from 1 to 14 days ahead, with the network's own forecasts fed back."""
    figure, axes = plt.subplots(figsize=(7.5, 3.2))
    looks = ((ink.orange, "o-"), (ink.red, "x:"), (ink.green, "s--"))
    for (name, text), (color, look) in zip(AHEAD.items(), looks, strict=True):
        errors = np.array(text.split(), dtype=float)
        axes.plot(np.arange(1, 15), errors, look, color=color, markersize=4, linewidth=1.6, label=name)
    axes.set_xlabel("$k$")
    axes.set_ylabel("RMSE (MWh)")
    axes.set_xticks([1, 7, 14])
    axes.set_ylim(0, 22)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


FIGURES = (
    parts,
    windows,
    split,
    sequences,
    vanishing,
    lstm_cell,
    what_is_left,
    runs,
    pipeline,
    stretch,
    changes,
    ahead,
)
