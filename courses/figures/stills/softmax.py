"""The still picture of softmax: logits as bars, and the shares that come of them."""

from __future__ import annotations

import math

from django.utils.translation import gettext as _

from courses.figures.bars import Bars
from courses.figures.kinds import State
from courses.figures.numbers import number_text
from courses.figures.svg import Drawing
from courses.figures.values import number, numbers

WIDTH, HEIGHT, GAP = 694, 300, 32
"""The width of a lesson's column, so that nothing jumps when the figure comes alive there."""
EXTENT = (-8.0, 8.0)


def draw(state: State) -> str:
    """Return both panels of bars as SVG."""
    shift, temperature = number(state, "shift"), number(state, "temperature")
    logits = [logit + shift for logit in numbers(state, "logits")]
    shares = softmax(logits, temperature)
    drawing = Drawing(WIDTH, HEIGHT)
    half = (WIDTH - GAP) / 2
    sign = "−" if shift < 0 else "+"
    title = f"{_('logits z')} {sign} {number_text(abs(shift))}" if shift else _("logits z")
    panel(0, half, logits, "z").draw(drawing, title, handles=True)
    of_z = "softmax(z)" if temperature == 1 else f"softmax(z / {number_text(temperature)})"
    panel(half + GAP, half, shares, "p").draw(drawing, of_z)
    words = _("The logits {logits} give the shares {shares}, which sum to 1.")
    listed = ", ".join(number_text(logit) for logit in logits)
    return drawing.svg(words.format(logits=listed, shares=", ".join(f"{share:.3f}" for share in shares)))


def softmax(logits: list[float], temperature: float) -> list[float]:
    """Return the shares of exponentials, the largest logit subtracted first."""
    exponentials = [math.exp((logit - max(logits)) / temperature) for logit in logits]
    return [one / sum(exponentials) for one in exponentials]


def panel(left: float, width: float, values: list[float], letter: str) -> Bars:
    """Return the bars of the logits (letter z) or of the shares (letter p)."""
    return Bars(
        left=left,
        width=width,
        height=HEIGHT,
        extent=EXTENT if letter == "z" else (0.0, 1.0),
        values=values,
        names=[letter + chr(0x2081 + index) for index in range(len(values))],
        css=lambda index: f"series-{index}",
        written=number_text if letter == "z" else "{:.3f}".format,
    )
