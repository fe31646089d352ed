"""The still picture of the binary cross-entropy of one answer, beside its squared error."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.figures.activations import sigmoid
from courses.figures.kinds import State
from courses.figures.numbers import number_text
from courses.figures.svg import BOTTOM, TOP, Plot
from courses.figures.values import number, whole

MOST_LOSS = {"p": 5.0, "z": 8.0}
SPAN = 8.0
TANGENT = 60
LOGITS = [-SPAN + step * SPAN / 160 for step in range(321)]


@dataclass(frozen=True)
class Cost:
    """A loss, and how steep it is over the probability and over the logit."""

    loss: float
    over_p: float
    over_z: float


def cross_entropy(p: float, label: int) -> Cost:
    """Return the binary cross-entropy of a probability between 0 and 1."""
    of_truth = p if label else 1 - p
    return Cost(-math.log(of_truth), (-1 if label else 1) / of_truth, p - label)


def squared_error(p: float, label: int) -> Cost:
    """Return the squared error of a probability."""
    over_p = 2 * (p - label)
    return Cost((p - label) ** 2, over_p, over_p * p * (1 - p))


def draw(state: State) -> str:
    """Return the curves over p or over z, with a point and its tangents, as SVG."""
    over, p, label = str(state["over"]), number(state, "p"), whole(state, "label")
    plot = Plot((0, 1) if over == "p" else (-SPAN, SPAN), (0, MOST_LOSS[over]))
    plot.axes(over, "L")
    x = across(over, p)
    if state["squared"]:
        draw_loss(plot, state, 1)
    draw_loss(plot, state, 0)
    plot.add("line", "guide", x1=plot.x(x), x2=plot.x(x), y1=TOP, y2=plot.height - BOTTOM)
    plot.add(
        "circle",
        "handle-knob series-0",
        cx=plot.x(x),
        cy=plot.y(min(cross_entropy(p, label).loss, MOST_LOSS[over])),
        r=8,
    )
    return plot.svg(description(p, label, bool(state["squared"])))


def across(over: str, p: float) -> float:
    """Return what stands across the plot for a probability: itself, or its logit."""
    return p if over == "p" else math.log(p / (1 - p))


def draw_loss(plot: Plot, state: State, index: int) -> None:
    """Draw the cross-entropy (0) or the squared error (1), with the tangent at p."""
    over, p, label = str(state["over"]), number(state, "p"), whole(state, "label")
    cost = (cross_entropy, squared_error)[index]
    places = [(across(over, sigmoid(z)), cost(sigmoid(z), label).loss) for z in LOGITS]
    plot.line(
        f"series-{index}" + (" dashed" if index else ""), [place for place in places if place[1] <= MOST_LOSS[over]]
    )
    here = cost(p, label)
    plot.tangent((across(over, p), here.loss), here.over_p if over == "p" else here.over_z, TANGENT)
    plot.points(f"series-{index}", [(across(over, p), min(here.loss, MOST_LOSS[over]))], radius=6)


def description(p: float, label: int, with_squares: bool) -> str:
    """Return losses and slopes in words."""
    entropy, error = cross_entropy(p, label), squared_error(p, label)
    words = _(
        "The label is {label}, the network says p = {p}: the cross-entropy is {loss}, its slope over z {slope}."
    ).format(label=label, p=number_text(p, 4), loss=number_text(entropy.loss, 3), slope=number_text(entropy.over_z, 3))
    if not with_squares:
        return words
    compared = _("The squared error is {loss}, its slope over z {slope}.")
    return f"{words} {compared.format(loss=number_text(error.loss, 3), slope=number_text(error.over_z, 3))}"
