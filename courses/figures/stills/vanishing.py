"""The still picture of what is left of a gradient over the length of a series."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courses.figures.activations import sigmoid
from courses.figures.kinds import State
from courses.figures.numbers import number_text, power_text
from courses.figures.randomness import normal_from, random_from
from courses.figures.recurrent import lstm_shares, rnn_shares
from courses.figures.svg import LEFT, RIGHT, Plot
from courses.figures.values import number, whole

LEGEND = 28
LOWEST, HIGHEST = 1e-12, 1e6


def draw(state: State) -> str:
    """Return both curves on a logarithmic scale, as SVG."""
    length, noise, bias = whole(state, "length"), number(state, "noise"), number(state, "bias")
    normal = normal_from(random_from(whole(state, "seed")))
    series = [noise * normal() for _step in range(length)]
    rnn = rnn_shares(series, number(state, "u"), str(state["fn"]))
    lstm = lstm_shares(series, bias)
    plot = Plot((1, length), (LOWEST, HIGHEST), log_y=True)
    plot.axes(_("step t"), _("share of the last step's gradient"))
    plot.add("line", "zero", x1=LEFT, x2=plot.width - RIGHT, y1=plot.y(1), y2=plot.y(1))
    for css, shares in (("series-1", lstm), ("series-0", rnn)):
        plot.line(css, [(t, share) for t, share in enumerate(shares, 1) if LOWEST <= share <= HIGHEST])
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


def _legend(plot: Plot, css: str, text: str, x: float) -> None:
    y = plot.height - 8
    plot.add("line", f"curve {css}", x1=x, x2=x + 20, y1=y - 4, y2=y - 4)
    plot.text("legend", text, x + 26, y, "start")
