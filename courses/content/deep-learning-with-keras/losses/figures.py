"""The figures of the lessons on losses."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from drawing import Array, Ink, cross, sigmoid
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle


def penalties(ink: Ink) -> Figure:
    """The two losses of an error, and the constant that each likes best for five numbers, one of them far off."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 3.1), width_ratios=(1, 1.15), layout="constrained")
    errors = np.linspace(-3.2, 3.2, 321)
    cross(left, ink)
    left.plot(errors, errors**2, color=ink.orange, label=r"$e^2$")
    left.plot(errors, np.abs(errors), color=ink.blue, linestyle="--", label=r"$|e|$")
    left.set(xlabel=r"$e = y - \hat{y}$", ylim=(-0.4, 10.4))
    left.legend(loc="upper center", fontsize=13)
    numbers = np.array([20, 21, 22, 23, 60])
    constants = np.linspace(15, 63, 481)
    squared = np.square(numbers - constants[:, None]).mean(axis=1)
    absolute = np.abs(numbers - constants[:, None]).mean(axis=1)
    for loss, best, color, line, name in (
        (squared / squared.max(), numbers.mean(), ink.orange, "-", "mse"),
        (absolute / absolute.max(), float(np.median(numbers)), ink.blue, "--", "mae"),
    ):
        right.plot(constants, loss, color=color, linestyle=line)
        lowest = loss[np.argmin(np.abs(constants - best))]
        right.plot([best, best], [0, lowest], color=color, linewidth=1.2, linestyle=":")
        right.plot(best, lowest, "o", color=color, markersize=7)
        right.text(best, lowest + 0.06, f"{best:g}", color=color, ha="center")
        right.text(56.5, loss[420] + (0.1 if name == "mae" else -0.13), name, color=color, family="monospace")
    right.plot(numbers, np.zeros(5), "o", color=ink.text, markersize=8, clip_on=False, zorder=5)
    right.set(xlabel=r"$\hat{y}$", yticks=[], ylim=(0, 1.08), xticks=[20, 30, 40, 50, 60])
    return figure


def surprise(ink: Ink) -> Figure:
    """What a probability costs, where the answer is yes and where it is no."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 3.3), sharey=True, layout="constrained")
    p = np.linspace(0.003, 1, 600)
    for axes, y, x in ((left, 1, p), (right, 0, 1 - p)):
        cross(axes, ink)
        name = r"$-\ln\,p$" if y else r"$-\ln(1-p)$"
        axes.plot(x, -np.log(p), color=ink.blue, label=name)
        axes.plot(x, (1 - p) ** 2, color=ink.orange, linestyle="--", label=r"$(y-p)^2$")
        axes.set(xlabel="$p$", ylim=(-0.15, 5.2), title=f"$y = {y}$", xticks=[0, 0.25, 0.5, 0.75, 1])
        axes.legend(loc="upper center", fontsize=12)
    for at, dx, dy in ((0.69, 0.0, 0.28), (0.1, 0.045, 0.0), (0.01, 0.05, 0.0)):
        left.plot(at, -np.log(at), "o", color=ink.blue, markersize=6)
        left.text(
            at + dx, -np.log(at) + dy, f"{-np.log(at):.4g}" if at != 0.69 else "0.3711", color=ink.text, fontsize=11
        )
    return figure


def slopes(ink: Ink) -> Figure:
    """Cross-entropy and squared error of a sigmoid for y = 1, and how steep they are."""
    z = np.linspace(-8, 5, 521)
    p = sigmoid(z)
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 3.3), layout="constrained")
    for axes in (left, right):
        cross(axes, ink)
        axes.axvspan(-8, -4, color=ink.gray, alpha=0.15)
        axes.set(xlabel="$z$", xticks=range(-8, 5, 2))
    left.plot(z, -np.log(p), color=ink.blue, label=r"$-\ln\,\sigma(z)$")
    left.plot(z, (1 - p) ** 2, color=ink.orange, linestyle="--", label=r"$(1-\sigma(z))^2$")
    left.set_title("$L$")
    right.plot(z, p - 1, color=ink.blue, label=r"$\sigma(z)-1$")
    right.plot(z, 2 * (p - 1) * p * (1 - p), color=ink.orange, linestyle="--", label=r"$2(\sigma-1)\,\sigma(1-\sigma)$")
    right.set(title=r"$dL\,/\,dz$", ylim=(-1.12, 0.95))
    for value, color, dy in ((-0.9975, ink.blue, 0.08), (-0.0049, ink.orange, 0.07)):
        right.plot(-6, value, "o", color=color, markersize=6)
        right.text(-6.1, value + dy, f"{value}".replace("-", "−"), color=ink.text, fontsize=11)
    left.legend(fontsize=12)
    right.legend(fontsize=12, loc="upper right")
    return figure


def bars(axes: Axes, ink: Ink, values: Array, texts: tuple[str, ...], title: str) -> None:
    """Draw one bar a class, the third in orange, with its text above or below."""
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    pad = 0.22 * (high - low)
    for i, (value, text) in enumerate(zip(values, texts, strict=True)):
        axes.bar(i, value, color=ink.orange if i == 2 else ink.blue, width=0.62)
        above = value >= 0
        axes.text(
            i,
            value + (0.05 if above else -0.05) * (high - low),
            text,
            ha="center",
            va="bottom" if above else "top",
            fontsize=11,
        )
    axes.axhline(0, color=ink.gray, linewidth=0.8)
    axes.set(title=title, xticks=[], yticks=[], ylim=(low - pad, high + pad))
    for spine in axes.spines.values():
        spine.set_visible(False)


def shift(ink: Ink) -> Figure:
    """From three logits to softmax in three steps, none of which can overflow."""
    z = np.array([1.5, 0.8, 2.1])
    shifted = z - z.max()
    e = np.exp(shifted)
    p = e / e.sum()
    figure, panels = plt.subplots(1, 4, figsize=(9, 2.4), gridspec_kw={"wspace": 0.32})
    bars(panels[0], ink, z, ("1.5", "0.8", "2.1"), "$z$")
    bars(panels[1], ink, shifted, tuple(f"{v:.1f}".replace("-", "−") for v in shifted), r"$z - m$")
    bars(panels[2], ink, e, tuple(f"{v:.3f}" for v in e), r"$e^{\,z-m}$")
    bars(panels[3], ink, p, tuple(f"{v:.4f}" for v in p), r"$\mathrm{softmax}(z)$")
    for axes in panels[1:]:
        axes.annotate(
            "", (-0.04, 0.5), (-0.27, 0.5), xycoords="axes fraction", arrowprops={"arrowstyle": "->", "color": ink.gray}
        )
    return figure


def clipped(ink: Ink) -> Figure:
    """The loss of a sure and wrong answer: exact, clipped, and through a probability that is rounded to 1."""
    z = np.linspace(-5, 50, 1101)
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 3.3), layout="constrained")
    limit = -np.log(1e-7)
    for axes in (left, right):
        cross(axes, ink)
        axes.set_xlabel("$z$")
        axes.axvline(36.74, color=ink.red, linewidth=1.4, linestyle=":")
    left.plot(z, np.logaddexp(0, z), color=ink.blue, label=r"$\ln(1+e^{z})$")
    left.plot(z, np.minimum(np.logaddexp(0, z), limit), color=ink.orange, linestyle="--", label="clip")
    left.text(37.4, 3, "inf", color=ink.red, family="monospace")
    left.text(23, limit - 4.6, "16.118", color=ink.orange)
    left.set_title("$L$")
    left.legend(loc="upper left", fontsize=12)
    right.plot(z, sigmoid(z), color=ink.blue, label=r"$\sigma(z)$")
    right.plot(z, np.where(z < limit, sigmoid(z), 0), color=ink.orange, linestyle="--", label="clip")
    right.text(37.4, 0.2, "nan", color=ink.red, family="monospace")
    right.set(title=r"$dL\,/\,dz$", ylim=(-0.06, 1.12))
    return figure


def one_hot(ink: Ink) -> Figure:
    """Three labels, the same as one-hot rows, and the probabilities that they pick."""
    labels = (2, 0, 1)
    p = ((0.30, 0.15, 0.55), (0.70, 0.20, 0.10), (0.25, 0.60, 0.15))
    figure, axes = plt.subplots(figsize=(8.6, 2.7))
    for row, label in enumerate(labels):
        y = 2 - row
        _cell(axes, ink, (0, y), str(label), chosen=True)
        for column in range(3):
            hit = column == label
            _cell(axes, ink, (2.2 + column, y), "1" if hit else "0", chosen=hit)
            _cell(axes, ink, (6.4 + column, y), f"{p[row][column]:.2f}", chosen=hit)
        axes.annotate("", (10.35, y + 0.5), (9.55, y + 0.5), arrowprops={"arrowstyle": "->", "color": ink.gray})
        axes.text(10.5, y + 0.5, f"{-np.log(p[row][label]):.4f}", va="center")
    for x, text in ((0.5, "(3,)"), (3.7, "(3, 3)"), (7.9, "y_pred"), (11.0, r"$-\ln\,p_y$")):
        axes.text(x, 3.2, text, ha="center", family=None if "$" in text else "monospace")
    axes.text(1.6, 1.5, r"$\equiv$", ha="center", va="center", fontsize=15)
    axes.set(xlim=(-0.1, 12), ylim=(-0.1, 3.8), aspect="equal")
    axes.axis("off")
    return figure


def _cell(axes: Axes, ink: Ink, at: tuple[float, float], text: str, *, chosen: bool) -> None:
    color = ink.orange if chosen else ink.gray
    axes.add_patch(Rectangle(at, 1, 1, facecolor=color, alpha=0.28 if chosen else 0.08, edgecolor="none"))
    axes.add_patch(Rectangle(at, 1, 1, fill=False, edgecolor=ink.gray, linewidth=0.8))
    axes.text(at[0] + 0.5, at[1] + 0.5, text, ha="center", va="center", color=ink.text if chosen else ink.gray)


FIGURES = (penalties, surprise, slopes, shift, clipped, one_hot)
