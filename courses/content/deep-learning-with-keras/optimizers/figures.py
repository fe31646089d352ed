"""The figures of the lessons on optimizers."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from drawing import Array, Ink
from matplotlib.axes import Axes
from matplotlib.figure import Figure

X = np.arange(-50, 50) / 10
FEATURES = np.stack([X**2, X, np.ones_like(X)])
TRUE = np.array([2.0, 3.0, 5.0])
MATRIX = FEATURES @ FEATURES.T / len(X)

State = dict[str, Array]
Step = Callable[[Array, State, Array, int], Array]


def loss(w: Array) -> float:
    """Return the running problem's root mean squared error."""
    return float(np.sqrt((w - TRUE) @ MATRIX @ (w - TRUE)))


def slope(w: Array) -> Array:
    """Return its gradient."""
    return np.asarray(MATRIX @ (w - TRUE) / loss(w))


def sgd(rate: float, momentum: float = 0.0, nesterov: bool = False) -> Step:
    """Return gradient descent, with or without momentum."""

    def step(w: Array, state: State, g: Array, t: int) -> Array:
        state["v"] = momentum * state.get("v", np.zeros_like(w)) - rate * g
        return w + (momentum * state["v"] - rate * g if nesterov else state["v"])

    return step


def adagrad(rate: float) -> Step:
    """Return Adagrad as Keras has it."""

    def step(w: Array, state: State, g: Array, t: int) -> Array:
        state["a"] = state.get("a", np.full_like(w, 0.1)) + g**2
        return np.asarray(w - rate * g / np.sqrt(state["a"] + 1e-7))

    return step


def rmsprop(rate: float, rho: float = 0.9) -> Step:
    """Return RMSProp as Keras has it."""

    def step(w: Array, state: State, g: Array, t: int) -> Array:
        state["s"] = rho * state.get("s", np.zeros_like(w)) + (1 - rho) * g**2
        return np.asarray(w - rate * g / np.sqrt(state["s"] + 1e-7))

    return step


def adam(rate: float, beta_1: float = 0.9, beta_2: float = 0.999) -> Step:
    """Return Adam."""

    def step(w: Array, state: State, g: Array, t: int) -> Array:
        state["m"] = beta_1 * state.get("m", np.zeros_like(w)) + (1 - beta_1) * g
        state["v"] = beta_2 * state.get("v", np.zeros_like(w)) + (1 - beta_2) * g**2
        return np.asarray(w - rate * state["m"] / (1 - beta_1**t) / (np.sqrt(state["v"] / (1 - beta_2**t)) + 1e-7))

    return step


def path(step: Step, start: Array, gradient: Callable[[Array], Array], steps: int) -> Array:
    """Return where the optimizer is before and after each of ``steps`` steps."""
    w, state, places = start, {}, [start]
    for t in range(1, steps + 1):
        w = step(w, state, gradient(w), t)
        places.append(w)
    return np.array(places)


def heights(w1: Array, b: Array) -> Array:
    """Return the loss over w1 and b where w2 is right."""
    square = MATRIX[0, 0] * (w1 - 2) ** 2 + 2 * MATRIX[0, 2] * (w1 - 2) * (b - 5) + MATRIX[2, 2] * (b - 5) ** 2
    return np.asarray(np.sqrt(square))


def surface(ink: Ink) -> Figure:
    """The loss over w1 and b, a ravine: steep across, flat along. The way down first drops in, then follows it."""
    figure = plt.figure(figsize=(9, 4))
    left = figure.add_subplot(1, 2, 1, projection="3d")
    w1, b = np.meshgrid(np.linspace(0.2, 3.8, 25), np.linspace(0, 10, 21))
    left.plot_wireframe(w1, b, heights(w1, b), color=ink.blue, linewidth=0.7, alpha=0.8)
    left.view_init(elev=32, azim=-105)
    left.set_xlabel("$w_1$")
    left.set_ylabel("$b$")
    left.set_zlabel("$L$")
    for axis in (left.xaxis, left.yaxis, left.zaxis):
        axis.set_pane_color((0, 0, 0, 0))
        axis.line.set_color(ink.gray)
        axis._axinfo["grid"].update(color=ink.gray, linewidth=0.3)  # noqa: SLF001
    left.plot([2], [5], [0], "o", color=ink.green, markersize=7)
    right = figure.add_subplot(1, 2, 2)
    w1, b = np.meshgrid(np.linspace(0.6, 3.4, 141), np.linspace(0, 9, 181))
    lines = right.contour(w1, b, heights(w1, b), levels=[1, 2, 4, 8, 14], colors=ink.gray, linewidths=0.9)
    right.clabel(lines, levels=[1, 2, 4, 8], fmt="%g", fontsize=9)
    way = path(sgd(0.01), np.ones(3), slope, 540)
    right.plot(way[:, 0], way[:, 2], "-", color=ink.orange, linewidth=1.6)
    for epoch in (0, 10, 100, 200, 300, 400, 500):
        w = way[epoch]
        right.plot(w[0], w[2], "s" if epoch == 0 else "o", color=ink.orange, markersize=5)
        right.annotate(
            str(epoch), (w[0], w[2]), (-3, -14) if epoch <= 10 else (8, -3), textcoords="offset points", color=ink.orange, fontsize=10
        )
    right.plot([2], [5], "o", color=ink.green, markersize=8)
    right.set_xlabel("$w_1$")
    right.set_ylabel("$b$")
    figure.subplots_adjust(wspace=0.3)
    return figure


def hop(ink: Ink) -> Figure:
    """Left: on a V every step is as long as the last, so the steps hop across its tip. Right: in a bowl they shrink."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3))
    d = np.linspace(-1.05, 1.05, 401)
    v = [0.96]
    for _ in range(7):
        v.append(v[-1] - 0.26 * float(np.sign(v[-1])))
    bowl = [0.96]
    for _ in range(7):
        bowl.append(bowl[-1] - 0.26 * 2 * bowl[-1])
    for axes, curve, places, formula in (
        (left, np.abs(d), np.array(v), r"$L = |d|$"),
        (right, d**2, np.array(bowl), r"$L = d^2$"),
    ):
        levels = np.abs(places) if axes is left else places**2
        axes.plot(d, curve, color=ink.blue, linewidth=1.6)
        axes.plot(places, levels, "o", color=ink.orange, markersize=6)
        for k in range(len(places) - 1):
            axes.annotate(
                "",
                (places[k + 1], levels[k + 1]),
                (places[k], levels[k]),
                arrowprops={"arrowstyle": "->", "color": ink.orange, "shrinkA": 3, "shrinkB": 3, "linewidth": 1.3},
            )
        axes.set_xlabel("$d$")
        axes.set_title(formula)
        axes.set_ylim(-0.06, 1.05)
    return figure


def rates(ink: Ink) -> Figure:
    """The loss over 1,000 epochs for three constant learning rates, each with its floor, and for one that shrinks."""
    figure, axes = plt.subplots(figsize=(7.2, 3.3))
    epochs = np.arange(1001)
    for rate, color in ((0.1, ink.red), (0.01, ink.blue), (0.001, ink.gray)):
        way = path(sgd(rate), np.ones(3), slope, 1000)
        axes.semilogy(epochs, [loss(w) for w in way], color=color, linewidth=1.6, label=rf"$\eta = {rate}$")
    shrinking: Step = lambda w, state, g, t: w - 0.05 * 0.995 ** (t - 1) * g  # noqa: E731
    way = path(shrinking, np.ones(3), slope, 1000)
    axes.semilogy(
        epochs, [loss(w) for w in way], color=ink.green, linewidth=1.6, label=r"$\eta = 0.05 \cdot 0.995^{t}$"
    )
    axes.axhline(0.6283, color=ink.blue, linewidth=1, linestyle=":")
    axes.text(1010, 0.6283, "0.6283", color=ink.blue, va="center", fontsize=10)
    axes.axhline(6.283, color=ink.red, linewidth=1, linestyle=":")
    axes.text(1010, 6.283, "6.283", color=ink.red, va="center", fontsize=10)
    axes.set_xlabel("epoch")
    axes.set_ylabel("$L$")
    axes.set_xlim(0, 1000)
    axes.set_ylim(0.015, 40)
    axes.legend(loc="center left", bbox_to_anchor=(1.12, 0.5))
    return figure


RAVINE = np.array([[1.0, 0.0], [0.0, 20.0]])
START = np.array([-9.0, 1.6])


def ravine_slope(w: Array) -> Array:
    """Return the gradient of (x² + 20 y²) / 2."""
    return np.asarray(RAVINE @ w)


def contours(axes: Axes, ink: Ink) -> None:
    """Draw the level lines of the ravine and its lowest point."""
    x, y = np.meshgrid(np.linspace(-10.5, 4, 200), np.linspace(-2.6, 2.6, 120))
    axes.contour(x, y, (x**2 + 20 * y**2) / 2, levels=[1, 4, 10, 20, 35, 55], colors=ink.gray, linewidths=0.7)
    axes.plot([0], [0], "o", color=ink.green, markersize=8)
    axes.set_xlabel("$w_1$")
    axes.set_ylabel("$w_2$")


def ravine(ink: Ink) -> Figure:
    """Thirty steps in a ravine: plain, with momentum, with Nesterov's."""
    figure, panels = plt.subplots(3, 1, figsize=(7.4, 6.6), sharex=True, layout="constrained")
    kinds = (
        (r"$\mu = 0$", sgd(0.09), ink.blue),
        (r"$\mu = 0.8$", sgd(0.045, 0.8), ink.orange),
        (r"$\mu = 0.8$, nesterov", sgd(0.045, 0.8, nesterov=True), ink.red),
    )
    for axes, (name, step, color) in zip(panels, kinds, strict=True):
        contours(axes, ink)
        way = path(step, START, ravine_slope, 30)
        axes.plot(way[:, 0], way[:, 1], "-", color=color, linewidth=1.5)
        axes.plot(way[:, 0], way[:, 1], ".", color=color, markersize=6)
        axes.plot(*START, "s", color=color, markersize=7)
        axes.set_title(name, color=color, loc="left")
    for axes in panels[:-1]:
        axes.set_xlabel("")
    return figure


def overshoot(ink: Ink) -> Figure:
    """The way to the bottom of a bowl for four momenta: slow, quick, swinging, swinging for long."""
    figure, axes = plt.subplots(figsize=(7.2, 3))
    bowl: Callable[[Array], Array] = lambda w: w  # noqa: E731
    for momentum, color in ((0.0, ink.gray), (0.5, ink.blue), (0.8, ink.green), (0.97, ink.red)):
        way = path(sgd(0.02, momentum), np.array([1.0]), bowl, 120)
        axes.plot(way[:, 0], color=color, linewidth=1.8, label=rf"$\mu = {momentum:g}$")
    axes.axhline(0, color=ink.gray, linewidth=0.8)
    axes.set_xlim(0, 120)
    axes.set_xlabel("$t$")
    axes.set_ylabel("$w$")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


def look_ahead(ink: Ink) -> Figure:
    """Momentum asks for the slope where it stands, Nesterov where the velocity is about to carry it."""
    figure, panels = plt.subplots(1, 2, figsize=(8.6, 2.9))
    start, carried = np.array([0.0, 0.0]), np.array([3.0, 1.0])
    down = (np.array([0.9, -0.9]), np.array([0.25, -1.75]))
    for axes, slope_down, at, name in (
        (panels[0], down[0], start, "momentum"),
        (panels[1], down[1], carried, "nesterov"),
    ):
        end = carried + slope_down

        def arrow(tip: Array, tail: Array, color: str, style: str = "-", on: Axes = axes) -> None:
            on.annotate(
                "",
                tuple(tip),
                tuple(tail),
                arrowprops={
                    "arrowstyle": "-|>",
                    "color": color,
                    "linewidth": 2,
                    "linestyle": style,
                    "shrinkA": 0,
                    "shrinkB": 0,
                },
            )

        arrow(carried, start, ink.blue)
        if axes is panels[0]:
            arrow(at + slope_down, at, ink.red)
            axes.text(0.1, -0.95, r"$-\eta\,g(w)$", color=ink.red, ha="right")
        arrow(end, carried, ink.red, "-" if axes is panels[1] else ":")
        arrow(end, start, ink.green)
        if axes is panels[1]:
            axes.text(3.4, 0.3, r"$-\eta\,g(w + \mu v)$", color=ink.red)
        axes.text(1.4, 0.72, r"$\mu v$", color=ink.blue, ha="center")
        axes.text(end[0] + 0.12, end[1] - 0.1, "$w'$", color=ink.green, va="center")
        axes.plot(*start, "o", color=ink.text, markersize=6)
        axes.text(-0.15, 0.08, "$w$", ha="right")
        axes.plot(*at, "o", color=ink.red, markersize=7)
        axes.set_title(name, family="monospace", fontsize=12)
        axes.set_xlim(-1.2, 5.6)
        axes.set_ylim(-1.3, 1.5)
        axes.axis("off")
    return figure


def running(ink: Ink) -> Figure:
    """The running problem's loss over 300 epochs, plain, with momentum, with Nesterov's."""
    figure, axes = plt.subplots(figsize=(7.2, 3.6))
    kinds = (
        (r"$\mu = 0$", sgd(0.01), ink.blue),
        (r"$\mu = 0.7$", sgd(0.01, 0.7), ink.orange),
        (r"$\mu = 0.7$, nesterov", sgd(0.01, 0.7, nesterov=True), ink.red),
    )
    for name, step, color in kinds:
        way = path(step, np.ones(3), slope, 300)
        axes.plot([loss(w) for w in way], color=color, linewidth=1.3, label=name)
    for height, color in ((0.887, ink.red), (0.6283, ink.blue), (0.3696, ink.orange)):
        axes.axhline(height, color=color, linewidth=1, linestyle=":")
        axes.text(303, height, f"{height:g}", color=color, va="center", fontsize=10)
    axes.set_xlim(0, 300)
    axes.set_ylim(0, 3)
    axes.set_xlabel("epoch")
    axes.set_ylabel("$L$")
    axes.legend(loc="center left", bbox_to_anchor=(1.12, 0.5))
    return figure


def own_rates(ink: Ink) -> Figure:
    """What is left of the learning rate after t steps with the gradient 1, then 0.1: Adagrad only shrinks it."""
    figure, axes = plt.subplots(figsize=(7.2, 3))
    t = np.arange(1, 201)
    g = np.where(t <= 100, 1.0, 0.1)
    total = 0.1 + np.cumsum(g**2)
    average, averages = 0.0, []
    for value in g:
        average = 0.9 * average + 0.1 * value**2
        averages.append(average)
    axes.semilogy(t, 1 / np.sqrt(np.array(averages)), color=ink.orange, label=r"RMSProp: $1/\sqrt{s}$")
    axes.semilogy(t, 1 / np.sqrt(total), color=ink.blue, label=r"Adagrad: $1/\sqrt{a}$")
    axes.axvline(100, color=ink.gray, linewidth=1, linestyle=":")
    axes.text(50, 16, "$g = 1$", ha="center", color=ink.gray)
    axes.text(150, 16, "$g = 0.1$", ha="center", color=ink.gray)
    axes.set_ylim(0.05, 25)
    axes.set_xlabel("$t$")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


def correction(ink: Ink) -> Figure:
    """Adam's averages of the constant gradient 1, with and without correction, and the step that follows."""
    t = np.arange(1, 61)
    m, v = 1 - 0.9**t, 1 - 0.999**t
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3))
    left.plot(t, m, color=ink.blue, label="$m$")
    left.plot(t, v, color=ink.orange, label="$v$")
    left.plot(t, np.ones_like(m), color=ink.green, linestyle="--", label=r"$\hat{m},\ \hat{v}$")
    left.legend(loc="center right", bbox_to_anchor=(1, 0.42))
    left.set_xlabel("$t$")
    right.plot(t, m / np.sqrt(v), color=ink.red, label=r"$m / \sqrt{v}$")
    right.plot(t, np.ones_like(m), color=ink.green, linestyle="--", label=r"$\hat{m} / \sqrt{\hat{v}}$")
    right.set_ylim(0, 8)
    right.set_xlabel("$t$")
    right.legend()
    return figure


def race(ink: Ink) -> Figure:
    """The root of the loss over 200 steps on the running problem, descending the mean squared error."""
    figure, axes = plt.subplots(figsize=(7.2, 3.4))
    squared: Callable[[Array], Array] = lambda w: 2 * MATRIX @ (w - TRUE)  # noqa: E731
    kinds = (
        ("SGD 0.007", sgd(0.007), ink.blue, "-"),
        ("SGD 0.005, $\\mu = 0.9$", sgd(0.005, 0.9), ink.orange, "-"),
        ("Adagrad 1", adagrad(1.0), ink.red, "--"),
        ("RMSProp 0.05", rmsprop(0.05), ink.text, ":"),
        ("Adam 0.3", adam(0.3), ink.green, "-"),
    )
    for name, step, color, style in kinds:
        way = path(step, np.ones(3), squared, 200)
        axes.semilogy([max(loss(w), 1e-9) for w in way], style, color=color, linewidth=1.7, label=name)
    axes.set_ylim(1e-4, 40)
    axes.set_xlabel("$t$")
    axes.set_ylabel(r"$\sqrt{\mathrm{MSE}}$")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


FIGURES = (surface, hop, rates, ravine, overshoot, look_ahead, running, own_rates, correction, race)
