"""The still picture of the categorical cross-entropy: shares as bars, and the loss of the right class's share."""

from __future__ import annotations

import math

from django.utils.translation import gettext as _

from courses.figures.bars import Bars
from courses.figures.kinds import State
from courses.figures.numbers import number_text
from courses.figures.svg import BOTTOM, LEFT, Drawing, Plot
from courses.figures.values import numbers, whole

WIDTH, HEIGHT, GAP = 694, 280, 24
"""The width of a lesson's column, so that nothing jumps when the figure comes alive there."""
MOST_LOSS = 5.0
LEAST_SHARE = 1e-7
"""Keras counts smaller shares as this."""
GRID = [0.002 + step * 0.998 / 250 for step in range(251)]


def draw(state: State) -> str:
    """Return the bars and, beside them, the curve of -ln p with a dot at the right class's share, as SVG."""
    shares = normalized(numbers(state, "shares"))
    truth = min(whole(state, "truth"), len(shares) - 1)
    loss = -math.log(min(max(shares[truth], LEAST_SHARE), 1 - LEAST_SHARE))
    drawing = Drawing(WIDTH, HEIGHT)
    half = (WIDTH - GAP) / 2
    drawing.inset(curve(half, truth, shares[truth], loss), half + GAP, 0)
    bars(half, shares, truth).draw(drawing, _("what the network says"), handles=True)
    words = _("The classes have the shares {shares}. Class {truth} is right: the loss is −ln {share} = {loss}.")
    listed = ", ".join(f"{share:.2f}" for share in shares)
    said = words.format(shares=listed, truth=truth, share=f"{shares[truth]:.2f}", loss=number_text(loss, 4))
    return drawing.svg(said)


def normalized(shares: tuple[float, ...]) -> list[float]:
    """Return the shares, made to sum to 1."""
    total = sum(shares)
    return [share / total if total else 1 / len(shares) for share in shares]


def bars(width: float, shares: list[float], truth: int) -> Bars:
    """Return the bars; the right class's has a color and a tick."""
    return Bars(
        left=0,
        width=width,
        height=HEIGHT,
        extent=(0.0, 1.0),
        values=shares,
        names=[f"{index} ✓" if index == truth else str(index) for index in range(len(shares))],
        css=lambda index: "series-0" if index == truth else "series-muted",
        written="{:.2f}".format,
    )


def curve(width: float, truth: int, share: float, loss: float) -> Plot:
    """Return the curve of -ln p, with a dot where the right class's share lies."""
    plot = Plot((0, 1), (0, MOST_LOSS), width=width, height=HEIGHT)
    plot.axes(_("share of class {index}").format(index=truth), _("loss = −ln p"))
    plot.line("series-0", [(p, -math.log(p)) for p in GRID])
    x, y = plot.x(share), plot.y(min(MOST_LOSS, loss))
    plot.add("path", "guide", d=f"M{x:.1f},{HEIGHT - BOTTOM}V{y:.1f}H{LEFT}")
    plot.add("circle", "dot series-0", cx=x, cy=y, r=7)
    plot.text("value", number_text(loss, 4), min(x + 12, width - 56), max(y - 10, 26), "start")
    return plot
