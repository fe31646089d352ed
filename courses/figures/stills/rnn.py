"""The still picture of an unrolled SimpleRNN."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from courses.figures.kinds import State
from courses.figures.numbers import factor_text, number_text, subscript
from courses.figures.recurrent import Weights, simple_rnn
from courses.figures.svg import WIDTH, Drawing
from courses.figures.values import number, whole

STEPS = 6
HEIGHT, MIDDLE, ROW, WIDE = 350.0, 122.0, 26.0, 64.0
LETTERS = int((WIDTH - 8) / 7.8)
"""Of a formula, on a line."""
SERIES: dict[str, list[float]] = {
    "knock": [1, 0, 0, 0, 0, 0],
    "two": [1, 0, 0, -1, 0, 0],
    "wave": [0.5, 1, 0.5, -0.5, -1, -0.5],
}
KERNEL = [0, -0.6, 0.9]
RECURRENT = [[0, 0.3, -0.4], [-0.2, 0.5, 0.3], [0.2, -0.3, 0.6]]
BIAS = [0, 0, 0.1]
"""Of the second and third unit; the first unit's own numbers are in the state."""


class Run(NamedTuple):
    """A series, the weights that read it, and the state before and after every step."""

    series: list[float]
    weights: Weights
    states: list[list[float]]
    step: int
    sequences: bool
    unit: int


def draw(state: State) -> str:
    """Return the columns of all steps up to the present one, and its formula, as SVG."""
    run = read_run(state)
    units = len(run.weights.bias)
    shape = f"(1, {STEPS}, {units})" if run.sequences else f"(1, {units})"
    drawing = Drawing(height=HEIGHT)
    drawing.text("shape", f"return_sequences={run.sequences}", 4, 16, "start")
    drawing.text("shape", " ".join((_("output"), shape)), WIDTH - 4, 16, "end")
    first = WIDTH / STEPS / 2 - WIDE / 2
    _arrow(drawing, 2, first)
    drawing.text("tick", "0", first / 2, MIDDLE - 8)
    for step in range(1, STEPS + 1):
        _column(drawing, run, step)
    drawing.text("weights-note", _weights_note(run.weights), 4, 240, "start")
    for index, line in enumerate(_formula(run)):
        drawing.text("formula", line, 4, 266 + index * 20, "start")
    return drawing.svg(_description(run, shape))


def read_run(state: State) -> Run:
    """Return what a state says: the series, its weights, and all that they make of it."""
    units = whole(state, "units")
    w, u, b = (number(state, name) for name in "wub")
    weights = Weights(
        [w, *KERNEL[1:units]],
        [[u, *RECURRENT[0][1:units]], *(row[:units] for row in RECURRENT[1:units])],
        [b, *BIAS[1:units]],
    )
    series = SERIES[str(state["series"])]
    states = [[0.0] * units, *simple_rnn(series, weights)]
    step, unit = (whole(state, name) for name in ("step", "unit"))
    return Run(series, weights, states, step, bool(state["sequences"]), min(unit, units - 1))


def _description(run: Run, shape: str) -> str:
    if run.step == 0:
        return _("Nothing has been read yet, the state is 0. The layer's output has shape {shape}.").format(shape=shape)
    said = _("Step {step} has read {x}; the state is now {state}. The layer's output has shape {shape}.")
    numbers = ", ".join(number_text(value, 4) for value in run.states[run.step])
    return said.format(step=run.step, x=number_text(run.series[run.step - 1]), state=numbers, shape=shape)


def _weights_note(weights: Weights) -> str:
    values = (weights.kernel[0], weights.recurrent[0][0], weights.bias[0])
    numbers = "   ".join(f"{name} = {number_text(value)}" for name, value in zip("WUb", values, strict=True))
    more = " …" if len(weights.bias) > 1 else ""
    remark = _("the same at every step")
    return f"{numbers}{more}: {remark}"


def _column(drawing: Drawing, run: Run, step: int) -> None:
    x = WIDTH * (step - 0.5) / STEPS
    tall = len(run.weights.bias) * ROW + 4
    top, bottom = MIDDLE - tall / 2, MIDDLE + tall / 2
    _up(drawing, x, 186, bottom + 1, "arrow")
    drawing.text("weight-name", "W", x + 12, (186 + bottom) / 2 + 6)
    if step < STEPS:
        start, end = x + WIDE / 2, x + WIDTH / STEPS - WIDE / 2
        _arrow(drawing, start, end)
        drawing.text("weight-name", "U", (start + end) / 2, MIDDLE - 9)
    box = "cell-box now" if step == run.step else "cell-box" if step < run.step else "cell-box future"
    drawing.add("rect", box, x=x - WIDE / 2, y=top, width=WIDE, height=tall, rx=8)
    for unit, value in enumerate(run.states[step] if step <= run.step else []):
        _state(drawing, value, x, top + 2 + unit * ROW)
    drawing.add("rect", "input-box", x=x - WIDE / 2, y=186, width=WIDE, height=26, rx=13)
    drawing.text("cell-number", number_text(run.series[step - 1]), x, 204)
    given = run.sequences or step == STEPS
    if given:
        _up(drawing, x, top, 54, "arrow-given")
    drawing.text("output-name given" if given else "output-name", f"h{subscript(step)}", x, 46)


def _state(drawing: Drawing, value: float, x: float, y: float) -> None:
    """Add a number of the state on a ground that is as strong as it is large."""
    css, left = "state-negative" if value < 0 else "state-positive", x - WIDE / 2 + 3
    drawing.add("rect", css, x=left, y=y + 2, width=WIDE - 6, height=ROW - 4, rx=5, fill_opacity=abs(value) * 0.75)
    drawing.text("cell-number", number_text(value, 3), x, y + 17.5)


def _up(drawing: Drawing, x: float, start: float, tip: float, css: str) -> None:
    drawing.add("line", f"{css}-line", x1=x, y1=start, x2=x, y2=tip + 5)
    drawing.add("polygon", f"{css}-head", points=f"{x - 4:g},{tip + 7:g} {x:g},{tip:g} {x + 4:g},{tip + 7:g}")


def _arrow(drawing: Drawing, start: float, end: float) -> None:
    tip = end - 1
    drawing.add("line", "arrow-line", x1=start, y1=MIDDLE, x2=end - 5, y2=MIDDLE)
    corners = f"{tip - 7:g},{MIDDLE - 4:g} {tip:g},{MIDDLE:g} {tip - 7:g},{MIDDLE + 4:g}"
    drawing.add("polygon", "arrow-head", points=corners)


def _formula(run: Run) -> list[str]:
    """The present step's formula in letters, in numbers, and worked out."""
    if run.step == 0:
        return [_("h₀ = 0: nothing has been read yet.")]
    before, now = subscript(run.step - 1), subscript(run.step)
    weights, unit, old = run.weights, run.unit, run.states[run.step - 1]
    many = len(old) > 1
    x = run.series[run.step - 1]
    read = f"{number_text(x, 3)}·{factor_text(weights.kernel[unit])}"
    kept = [f"{factor_text(h, 3)}·{factor_text(row[unit])}" for h, row in zip(old, weights.recurrent, strict=True)]
    total, state = number_text(weights.sums(x, old)[unit], 3), number_text(run.states[run.step][unit], 3)
    name = f"h{now}[{unit}]" if many else f"h{now}"
    return [
        f"{name} = tanh(x{now}·W + h{before}·U + b)",
        *_wrapped([read, *kept, factor_text(weights.bias[unit])]),
        f"   = tanh({total}) = {state}",
    ]


def _wrapped(terms: list[str]) -> list[str]:
    """Return the sum of terms inside of tanh, on as many lines as it needs."""
    lines = ["   = tanh("]
    for index, term in enumerate(terms):
        piece = f"{term})" if index == len(terms) - 1 else f"{term} + "
        if index > 0 and len(lines[-1]) + len(piece.rstrip()) > LETTERS:
            lines.append(f"     {piece}")
        else:
            lines[-1] += piece
    return lines
