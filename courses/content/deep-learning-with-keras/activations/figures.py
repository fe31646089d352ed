"""The figures of the lessons on activation functions and on the last layer."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from drawing import Ink, cross, sigmoid
from matplotlib.figure import Figure


def bend(ink: Ink) -> Figure:
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
    return figure


def curves(ink: Ink) -> Figure:
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
    return figure


def slopes(ink: Ink) -> Figure:
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
    return figure


def secant(ink: Ink) -> Figure:
    """A slope measured over a step of 2h, and the tangent that it comes close to."""
    x = np.linspace(-3.2, 4.2, 371)
    at, h = 1.0, 1.0
    value, slope = sigmoid(np.array(at)), sigmoid(np.array(at)) * sigmoid(np.array(-at))
    low, high = sigmoid(np.array(at - h)), sigmoid(np.array(at + h))
    measured = (high - low) / (2 * h)
    figure, axes = plt.subplots(figsize=(7, 3.4))
    axes.plot(x, sigmoid(x), color=ink.text, alpha=0.55, label=r"$\sigma(x)$")
    near = np.array([-1.3, 2.8])
    axes.plot(near, value + slope * (near - at), color=ink.orange, label=r"$\sigma\,'(1) = 0.1966$")
    axes.plot(
        near, low + measured * (near - (at - h)), color=ink.blue, linestyle="--", label=f"$h = 1$:  {measured:.4f}"
    )
    axes.plot([at - h, at + h, at + h], [low, low, high], color=ink.blue, linewidth=1)
    axes.plot([at - h, at + h], [low, high], "o", color=ink.blue)
    axes.plot([at], [value], "o", color=ink.orange)
    axes.text(at, low - 0.02, "$2h$", color=ink.blue, ha="center", va="top")
    axes.text(at + h + 0.08, (low + high) / 2, r"$\sigma(1 + h) - \sigma(1 - h)$", color=ink.blue, va="center")
    axes.set_xlabel("$x$")
    axes.set_xticks([-3, -2, -1, 0, 1, 2, 3, 4])
    axes.set_ylim(0, 1.15)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


def last_layers(ink: Ink) -> Figure:
    """The three ends of a network: one plain unit, one with a sigmoid, several with a softmax."""
    ends = (
        (1, ink.blue, "Dense(1)", None, ("$-3.2$",)),
        (1, ink.orange, 'Dense(1, "sigmoid")', r"$\sigma$", ("0.69",)),
        (3, ink.green, 'Dense(3, "softmax")', "softmax", ("0.665", "0.245", "0.090")),
    )
    figure, panels = plt.subplots(1, 3, figsize=(9, 2.7), layout="constrained")
    for axes, (units, color, title, function, outputs) in zip(panels, ends, strict=True):
        hidden = np.linspace(-1.5, 1.5, 4)
        heights = np.linspace(1.0, -1.0, units) if units > 1 else np.zeros(1)
        for y in heights:
            for start in hidden:
                axes.plot([0, 1], [start, y], color=ink.gray, linewidth=0.8, alpha=0.7, zorder=1)
        axes.scatter(np.zeros(4), hidden, s=110, color=ink.gray, zorder=2)
        axes.scatter(np.ones(units), heights, s=150, color=color, zorder=2)
        for y, output in zip(heights, outputs, strict=True):
            axes.annotate("", (2.05, y), (1.12, y), arrowprops={"arrowstyle": "->", "color": color, "linewidth": 1.4})
            axes.text(2.15, y, output, color=color, va="center", fontsize=13)
        if function:
            box = {"boxstyle": "round,pad=0.25", "facecolor": "none", "edgecolor": color}
            if units == 1:
                axes.text(1.55, 0.42, function, color=color, ha="center", va="center", fontsize=14)
            else:
                axes.text(1.55, 1.66, function, color=color, ha="center", va="center", family="monospace", bbox=box)
        axes.set_title(title, family="monospace", fontsize=11)
        axes.set_xlim(-0.2, 2.9)
        axes.set_ylim(-1.9, 2.1)
        axes.axis("off")
    return figure


def shares(ink: Ink) -> Figure:
    """From logits to exponentials to shares of one."""
    z = np.array([2.0, 1.0, 0.0])
    e = np.exp(z)
    colors = (ink.blue, ink.orange, ink.green)
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(8.5, 2.9), layout="constrained")
    for axes, values, title, form in (
        (left, z, "$z_i$", "{:.0f}"),
        (middle, e, "$e^{z_i}$", "{:.3f}"),
        (right, e / e.sum(), r"$e^{z_i} \,/\, 11.107$", "{:.3f}"),
    ):
        axes.bar(range(3), values, color=colors, width=0.6)
        for place, value in enumerate(values):
            axes.text(place, value, form.format(value), ha="center", va="bottom")
        axes.set_title(title, pad=12)
        axes.set_xticks(range(3), ["$i = 1$", "$2$", "$3$"])
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_ylim(0, values.max() * 1.15)
    return figure


def shifted(ink: Ink) -> Figure:
    """Three sets of logits with the same distances, and their one set of probabilities."""
    colors = (ink.blue, ink.orange, ink.green)
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.5, 2.7), width_ratios=(2.2, 1), layout="constrained")
    for row, (first, label) in enumerate(((2, "$z$"), (1002, "$z + 1000$"), (0, r"$z - \max z$"))):
        y = -row
        left.plot([-0.6, 3.6], [y, y], color=ink.gray, linewidth=1)
        for place, color in zip((3, 2, 1), colors, strict=True):
            left.plot([place], [y], "o", color=color, markersize=9)
            left.text(place, y + 0.17, f"${first - (3 - place)}$", ha="center", va="bottom")
        left.text(-0.8, y, label, ha="right", va="center", color=ink.text)
    left.set_xlim(-2.4, 3.8)
    left.set_ylim(-2.4, 0.7)
    left.axis("off")
    shares = np.exp([2, 1, 0]) / np.exp([2, 1, 0]).sum()
    right.bar(range(3), shares, color=colors, width=0.6)
    for place, value in enumerate(shares):
        right.text(place, value, f"{value:.3f}", ha="center", va="bottom")
    right.set_xticks([])
    right.set_yticks([])
    right.spines["left"].set_visible(False)
    right.set_ylim(0, 0.8)
    return figure


FIGURES = (bend, curves, slopes, secant, last_layers, shares, shifted)
