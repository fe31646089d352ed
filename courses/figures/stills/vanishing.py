"""The still picture of what is left of a gradient over the length of a series."""

from __future__ import annotations

import math

from django.utils.translation import gettext as _

from courses.figures.kinds import State
from courses.figures.randomness import normal_from, random_from
from courses.figures.recurrent import lstm_shares, rnn_shares, sigmoid
from courses.figures.svg import BOTTOM, LEFT, RIGHT, TOP, Plot, number_text, ticks
from courses.figures.values import number, whole

LEGEND = 28
LOWEST, HIGHEST = -12, 6
"""Powers of ten."""
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def draw(state: State) -> str:
    """Return both curves on a logarithmic scale, as SVG."""
    length, noise, bias = whole(state, "length"), number(state, "noise"), number(state, "bias")
    normal = normal_from(random_from(whole(state, "seed")))
    series = [noise * normal() for _step in range(length)]
    rnn = rnn_shares(series, number(state, "u"), str(state["fn"]))
    lstm = lstm_shares(series, bias)
    plot = Plot((1, length), (LOWEST, HIGHEST))
    _axes(plot)
    for css, shares in (("series-1", lstm), ("series-0", rnn)):
        plot.line(css, [(t, power) for t, share in enumerate(shares, 1) if (power := _power(share)) is not None])
    plot.height += LEGEND
    _legend(plot, "series-0", f"SimpleRNN ×{share_text(rnn[0])}", 4)
    _legend(plot, "series-1", f"LSTM ×{share_text(lstm[0])}", 4 + plot.width * 0.56)
    description = _(
        "Of the gradient at the last of {length} steps, the first step gets {rnn} times as much in the SimpleRNN and "
        "{lstm} times as much in the LSTM, whose forget gate stands near {gate}."
    )
    gate = number_text(sigmoid(bias))
    return plot.svg(description.format(length=length, rnn=share_text(rnn[0]), lstm=share_text(lstm[0]), gate=gate))


def share_text(share: float) -> str:
    """Return a share as a multiple, such as 0.21 or 1.7·10⁻⁴."""
    return number_text(share) if share == 0 or 0.01 <= share < 1000 else power_text(share)


def power_text(value: float) -> str:
    """Return a number with two digits as a multiple of a power of ten, as ``powerText`` in TypeScript does."""
    mantissa, exponent = f"{value:.1e}".split("e")
    if int(exponent) == 0:
        return number_text(float(mantissa))
    raised = str(int(exponent)).translate(RAISED)
    return f"10{raised}" if mantissa == "1.0" else f"{mantissa}·10{raised}"


def _power(share: float) -> float | None:
    """The share's logarithm, where it is on the scale."""
    power = math.log10(share) if share > 0 else -math.inf
    return power if LOWEST <= power <= HIGHEST else None


def _axes(plot: Plot) -> None:
    right, bottom = plot.width - RIGHT, plot.height - BOTTOM
    for value in ticks(*plot.x_range):
        plot.add("line", "grid", x1=plot.x(value), x2=plot.x(value), y1=TOP, y2=bottom)
        plot.text("tick", number_text(value), plot.x(value), bottom + 16)
    for power in range(LOWEST, HIGHEST + 1, 4):
        plot.add("line", "grid", x1=LEFT, x2=right, y1=plot.y(power), y2=plot.y(power))
        plot.text("tick", power_text(10.0**power), LEFT - 6, plot.y(power) + 4, "end")
    plot.add("line", "zero", x1=LEFT, x2=right, y1=plot.y(0), y2=plot.y(0))
    plot.text("axis-name", _("step t"), (LEFT + right) / 2, plot.height - 6)
    plot.text("axis-name", _("share of the last step's gradient"), LEFT, TOP - 3, "start")


def _legend(plot: Plot, css: str, text: str, x: float) -> None:
    y = plot.height - 8
    plot.add("line", f"curve {css}", x1=x, x2=x + 20, y1=y - 4, y2=y - 4)
    plot.text("legend", text, x + 26, y, "start")
