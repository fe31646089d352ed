"""The still picture of an LSTM cell at work: its gates, the flow through them, and both states over time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from courses.figures.kinds import State
from courses.figures.numbers import factor_text, number_text, subscript
from courses.figures.recurrent import START, LstmStep, Weights, lstm
from courses.figures.svg import WIDTH, Drawing, Point
from courses.figures.values import numbers, whole

STEPS = 12
HEIGHT, LINE, PRODUCT = 518.0, 46.0, 98.0
GAUGE_TOP, GAUGE_BOTTOM, GAUGE_WIDTH = 138.0, 208.0, 38.0
LEFT, RIGHT, TOP, BOTTOM = 26.0, 8.0, 290.0, 408.0
PRESETS = {
    "remember": (10, 0, 3, 0, -10, 0, 0, 0, -6, 6, 0, 5),
    "forget": (10, 0, 3, 0, 0, 0, 0, 0, -6, -4, 0, 5),
    "count": (10, 0, 3, 0, 0, 0, 0, 0, -6, 6, 0, 5),
    "lesson": (1, -1, 2, 0.5, 0.4, 1, -1, 1, 0, 1, 0, -1),
    "fresh": (0.5, -0.3, 0.8, 0.2, 0.3, -0.2, 0.5, 0.1, 0, 1, 0, 0),
}
"""W of i, f, c, o, then U, then b, as in ``frontend/figures/math/gates.ts``."""
NOISE: list[float] = [0.2, -0.1, 0.3, -0.2, 0.1, -0.3, 0.2, 0, -0.1, 0.3, -0.2]
SERIES: dict[str, list[float]] = {
    "first": [1, *NOISE],
    "noise": [0, *NOISE],
    "knocks": [1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0],
    "wave": [0.5, 0.9, 1, 0.9, 0.5, 0, -0.5, -0.9, -1, -0.9, -0.5, 0],
}
PLACES = {part: WIDTH * (0.1 + 0.225 * index) for index, part in enumerate("ifco")}
END = WIDTH - 8


class Run(NamedTuple):
    """A series and what the cell makes of it: ``steps[0]`` is the state before the first step."""

    series: Sequence[float]
    steps: list[LstmStep]
    step: int

    @property
    def now(self) -> LstmStep:
        """The present step."""
        return self.steps[self.step]

    @property
    def before(self) -> LstmStep:
        """The step before the present one."""
        return self.steps[max(0, self.step - 1)]


def draw(state: State) -> str:
    """Return the cell at its present step and the steps before it, as SVG."""
    preset = str(state["preset"])
    given = numbers(state, "weights") if preset == "own" else PRESETS[preset]
    series = SERIES[str(state["series"])]
    run = Run(series, [START, *lstm(series, Weights(given[:4], [given[4:8]], given[8:]))], whole(state, "step"))
    drawing = Drawing(height=HEIGHT)
    _flow(drawing, run)
    _gauges(drawing, run.now)
    _chart(drawing, run)
    if run.step:
        _formulas(drawing, run, given)
    return drawing.svg(_description(run))


def _description(run: Run) -> str:
    if run.step == 0:
        return _("Nothing has been read yet: the cell state c and the hidden state h are 0.")
    now = run.now
    gates = ", ".join(f"{name} {number_text(getattr(now, name))}" for name in "ifgo")
    said = _(
        "Step {step} reads {x}. Gates and candidate: {gates}. The cell state is now {cell}, the hidden state {hidden}."
    )
    x, cell, hidden = (number_text(value) for value in (run.series[run.step - 1], now.cell, now.hidden))
    return said.format(step=run.step, x=x, gates=gates, cell=cell, hidden=hidden) + _recall(run)


def _recall(run: Run) -> str:
    """Return what h answers at the end when it is asked about the first step, where only that step matters."""
    if run.step < STEPS or list(run.series[1:]) != NOISE:
        return ""
    says, knocked = run.now.hidden > 0.5, run.series[0] == 1
    answers = {
        (True, True): _("Was there a knock at step 1? h is above 0.5, which says yes, and that is right."),
        (True, False): _("Was there a knock at step 1? h is above 0.5, which says yes, and that is wrong."),
        (False, False): _("Was there a knock at step 1? h is not above 0.5, which says no, and that is right."),
        (False, True): _("Was there a knock at step 1? h is not above 0.5, which says no, and that is wrong."),
    }
    return f" {answers[says, knocked]}"


def _flow(drawing: Drawing, run: Run) -> None:
    now, before = run.now, run.before
    xi, xf, xc, xo = PLACES.values()
    kept, written = now.f * before.cell, now.i * now.g
    _pipe(drawing, before.cell, [(8, LINE), (xf, LINE)])
    _pipe(drawing, kept, [(xf, LINE), (xc, LINE)])
    _pipe(drawing, now.cell, [(xc, LINE), (END - 10, LINE)])
    _tip(drawing, now.cell, LINE)
    _pipe(drawing, now.cell, [(xo, LINE), (xo, PRODUCT)])
    _pipe(drawing, now.f, [(xf, GAUGE_TOP), (xf, LINE)], "gate-line")
    _pipe(drawing, now.i, [(xi, GAUGE_TOP), (xi, PRODUCT), (xf - 8, PRODUCT)], "gate-line")
    _pipe(drawing, now.i, [(xf + 8, PRODUCT), (xc, PRODUCT)], "gate-line")
    _pipe(drawing, now.g, [(xc, GAUGE_TOP), (xc, PRODUCT)])
    _pipe(drawing, written, [(xc, PRODUCT), (xc, LINE)])
    _pipe(drawing, now.o, [(xo, GAUGE_TOP), (xo, PRODUCT)], "gate-line")
    _pipe(drawing, now.hidden, [(xo, PRODUCT), (END - 10, PRODUCT)])
    _tip(drawing, now.hidden, PRODUCT)
    _knots(drawing)
    _flow_numbers(drawing, run)


def _knots(drawing: Drawing) -> None:
    _xi, xf, xc, xo = PLACES.values()
    for sign, x, y in (("×", xf, LINE), ("+", xc, LINE), ("×", xc, PRODUCT), ("×", xo, PRODUCT)):
        drawing.add("circle", "knot", cx=x, cy=y, r=10)
        drawing.text("knot-sign", sign, x, y + 5)
    drawing.add("rect", "tanh-box", x=xo - 18, y=61, width=36, height=18, rx=9)
    drawing.text("tanh-name", "tanh", xo, 74)


def _flow_numbers(drawing: Drawing, run: Run) -> None:
    now, before = run.now, run.before
    old, new = subscript(max(0, run.step - 1)), subscript(run.step)
    drawing.text("cell-number", f"c{old} {number_text(before.cell)}", 8, LINE - 16, "start")
    kept, written = number_text(now.f * before.cell), number_text(now.i * now.g)
    drawing.text("flow-note", f"f·c {kept}", (PLACES["f"] + PLACES["c"]) / 2, LINE - 16)
    drawing.text("flow-note", f"i·g {written}", PLACES["c"] - 12, (LINE + PRODUCT) / 2 + 4, "end")
    drawing.text("cell-number", f"c{new} {number_text(now.cell)}", END, LINE - 16, "end")
    drawing.text("cell-number", f"h{new} {number_text(now.hidden)}", END, PRODUCT + 24, "end")


def _pipe(drawing: Drawing, value: float, corners: Sequence[Point], css: str = "") -> None:
    """Add a line as thick as what flows along it."""
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    css = css or ("pipe negative" if value < 0 else "pipe positive")
    drawing.add("polyline", css, points=points, stroke_width=1.5 + 6 * min(1, abs(value)))


def _tip(drawing: Drawing, value: float, y: float) -> None:
    css = "pipe-tip negative" if value < 0 else "pipe-tip positive"
    drawing.add("polygon", css, points=f"{END - 14:g},{y - 8:g} {END:g},{y:g} {END - 14:g},{y + 8:g}")


def _gauges(drawing: Drawing, now: LstmStep) -> None:
    names = {"i": _("input"), "f": _("forget"), "c": _("candidate"), "o": _("output")}
    for (part, x), value in zip(PLACES.items(), (now.i, now.f, now.g, now.o), strict=True):
        _gauge(drawing, x, value, is_candidate=part == "c")
        letter = "g" if part == "c" else part
        drawing.text("gauge-number", f"{letter} {number_text(value)}", x, GAUGE_BOTTOM + 18)
        drawing.text("axis-note", names[part], x, GAUGE_BOTTOM + 34)


def _gauge(drawing: Drawing, x: float, value: float, *, is_candidate: bool) -> None:
    """Add a bar from 0 to 1; for the candidate, from -1 to 1 around its middle."""
    left, tall = x - GAUGE_WIDTH / 2, GAUGE_BOTTOM - GAUGE_TOP
    zero = (GAUGE_TOP + GAUGE_BOTTOM) / 2 if is_candidate else GAUGE_BOTTOM
    filled = (0.5 if is_candidate else 1) * tall * abs(value)
    css = "gate" if not is_candidate else "negative" if value < 0 else "positive"
    drawing.add("rect", "gauge", x=left, y=GAUGE_TOP, width=GAUGE_WIDTH, height=tall, rx=6)
    top = zero if value < 0 else zero - filled
    drawing.add("rect", f"gauge-fill {css}", x=left + 3, y=top, width=GAUGE_WIDTH - 6, height=filled, rx=3)
    if is_candidate:
        drawing.add("line", "gauge-zero", x1=left, x2=left + GAUGE_WIDTH, y1=zero, y2=zero)


def _formulas(drawing: Drawing, run: Run, given: Sequence[float]) -> None:
    """Add the four parts and both states in numbers."""
    now, at = run.now, subscript(run.step)
    i, f, g, o, cell, hidden = (number_text(value) for value in now)
    names = (("i", "σ", i), ("f", "σ", f), ("g", "tanh", g), ("o", "σ", o))
    for index, (name, activation, value) in enumerate(names):
        line = f"{name} = {activation}({_sum(run, given[index::4])}) = {value}"
        drawing.text("formula small", line, 4, 446 + 20 * index, "start")
    kept, written = f"{f}·{factor_text(run.before.cell)}", f"{i}·{factor_text(now.g)}"
    for index, line in enumerate((f"c{at} = {kept} + {written} = {cell}", f"h{at} = {o}·tanh({cell}) = {hidden}")):
        drawing.text("formula small", line, WIDTH * 0.52, 446 + 20 * index, "start")


def _sum(run: Run, numbers: Sequence[float]) -> str:
    """Return x W + h U + b of one of the four parts, in numbers."""
    w, u, b = numbers
    x, hidden = factor_text(run.series[run.step - 1]), factor_text(run.before.hidden)
    return f"{number_text(w)}·{x} + {factor_text(u)}·{hidden} + {factor_text(b)}"


def _chart(drawing: Drawing, run: Run) -> None:
    cells = [step.cell for step in run.steps]
    low, high = min(-1.0, math.floor(min(cells))), max(1.0, math.ceil(max(cells)))
    wide = (WIDTH - LEFT - RIGHT) / (STEPS + 1)

    def place(at: int, value: float) -> Point:
        return LEFT + (at + 0.5) * wide, BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP)

    left = place(run.step, 0)[0] - wide / 2
    drawing.add("rect", "now-band", x=left, y=TOP - 6, width=wide, height=BOTTOM - TOP + 12, rx=4)
    for value in (low, 0.0, high):
        y = place(0, value)[1]
        drawing.add("line", "grid" if value else "zero", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y)
        drawing.text("tick", number_text(value), LEFT - 6, y + 4, "end")
    for at, value in enumerate(run.series, 1):
        (x, y), zero = place(at, value), place(at, 0)[1]
        left, top, strength = x - wide * 0.22, min(y, zero), 1 if at <= run.step else 0.45
        drawing.add("rect", "input-bar", x=left, y=top, width=wide * 0.44, height=abs(y - zero), fill_opacity=strength)
    for at in range(STEPS + 1):
        drawing.text("tick", str(at), place(at, 0)[0], BOTTOM + 18)
    for css, values in (("series-0", cells), ("series-1", [step.hidden for step in run.steps])):
        _curve(drawing, css, [place(at, value) for at, value in enumerate(values[: run.step + 1])])
    _legend(drawing)


def _curve(drawing: Drawing, css: str, points: Sequence[Point]) -> None:
    drawing.add("polyline", f"curve {css}", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points))
    for x, y in points:
        drawing.add("circle", f"dot {css}", cx=x, cy=y, r=3.5)


def _legend(drawing: Drawing) -> None:
    y = TOP - 18
    drawing.add("rect", "input-bar", x=30, y=y - 9, width=10, height=10)
    drawing.text("legend", "x", 46, y, "start")
    for css, name, x in (("series-0", "c", 70), ("series-1", "h", 120)):
        drawing.add("line", f"curve {css}", x1=x, x2=x + 20, y1=y - 4, y2=y - 4)
        drawing.text("legend", name, x + 26, y, "start")
