"""The figures of the lesson on activation functions."""

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


FIGURES = (bend, curves, slopes)
