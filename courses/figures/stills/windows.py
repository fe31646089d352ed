"""The still picture of windows on a series: the series, the tensor of all samples, and one sample in numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from django.utils.translation import gettext as _

from courses.figures.kinds import State
from courses.figures.numbers import number_text
from courses.figures.randomness import normal_from, random_from
from courses.figures.svg import WIDTH, Drawing, Point
from courses.figures.values import number, whole

HEIGHT = 470.0
LEFT, RIGHT, TOP, BOTTOM = 42.0, 8.0, 24.0, 138.0
BLOCK_LEFT, BLOCK_TOP, BLOCK_HEIGHT, TALLEST_ROW = 34.0, 222.0, 240.0, 22.0
DEPTH, CELL, WIDE, HEADER = 9.0, WIDTH / 24, 58.0, 46.0


class Cut(NamedTuple):
    """A series and how it is cut into windows."""

    series: list[tuple[float, float]]
    timesteps: int
    horizon: int
    features: int
    training: int
    wanted: int

    @property
    def rows(self) -> int:
        """How many rows the series has."""
        return len(self.series)

    @property
    def samples(self) -> int:
        """How many windows with an answer there are."""
        return max(0, self.rows - self.timesteps - self.horizon + 1)

    @property
    def trained(self) -> int:
        """How many samples have their answers in the training part."""
        return min(self.samples, max(0, self.training - self.timesteps - self.horizon + 1))

    @property
    def sample(self) -> int:
        """The sample that is shown."""
        return max(0, min(self.wanted, self.samples - 1))

    @property
    def x_shape(self) -> str:
        """The shape of X."""
        return f"({self.samples}, {self.timesteps}, {self.features})"

    @property
    def y_shape(self) -> str:
        """The shape of y."""
        return f"({self.samples}, 1)"

    @property
    def pitch(self) -> float:
        """The height of a sample's row in the block."""
        return min(TALLEST_ROW, BLOCK_HEIGHT / self.samples)

    def answer(self, sample: int) -> int:
        """Return the row of a sample's answer."""
        return sample + self.timesteps - 1 + self.horizon

    def strength(self, row: int, feature: int) -> float:
        """Return how strongly a cell is filled: 0.15 for the smallest number of its feature, 0.85 for the largest."""
        values = [numbers[feature] for numbers in self.series]
        return 0.15 + 0.7 * (self.series[row][feature] - min(values)) / (max(values) - min(values))

    def css(self, sample: int) -> str:
        """Return the class of a sample's cells."""
        return "cell-train" if sample < self.trained else "cell-validation"

    def x(self, row: float) -> float:
        """Return where a row begins across the chart."""
        return LEFT + row * (WIDTH - LEFT - RIGHT) / self.rows


def draw(state: State) -> str:
    """Return the series with its present window, and the tensor that all windows make, as SVG."""
    cut = _cut(state)
    drawing = Drawing(height=HEIGHT)
    _chart(drawing, cut)
    if cut.samples:
        _block(drawing, cut)
        _answers(drawing, cut)
        _table(drawing, cut)
    else:
        _short_note(drawing, cut)
    return drawing.svg(_description(cut))


def prices(rows: int, seed: int) -> list[tuple[float, float]]:
    """Return a made-up price and its volume, as ``frontend/figures/math/windows.ts`` makes them up."""
    normal = normal_from(random_from(seed))
    moves = [(0.4 + 2 * normal(), 6 * normal()) for _row in range(rows)]
    walk = accumulate((move for move, _noise in moves), initial=100.0)
    next(walk)
    return [
        (_half_up(price * 10) / 10, _half_up(40 + 12 * abs(move) + noise))
        for price, (move, noise) in zip(walk, moves, strict=True)
    ]


def _half_up(value: float) -> int:
    """Round as JavaScript does."""
    return math.floor(value + 0.5)


def _cut(state: State) -> Cut:
    rows = whole(state, "rows")
    return Cut(
        prices(rows, whole(state, "seed")),
        whole(state, "timesteps"),
        whole(state, "horizon"),
        2 if state["volume"] else 1,
        _half_up(rows * (number(state, "train") / 100)),
        whole(state, "sample"),
    )


def _description(cut: Cut) -> str:
    if not cut.samples:
        said = _(
            "{rows} rows are too few for {timesteps} timesteps and a horizon of {horizon}: X has shape {x}, y has "
            "shape {y}. One sample needs {needed} rows."
        )
        needed = cut.timesteps + cut.horizon
        return said.format(
            rows=cut.rows, timesteps=cut.timesteps, horizon=cut.horizon, x=cut.x_shape, y=cut.y_shape, needed=needed
        )
    said = _(
        "X has shape {x}, y has shape {y}: {trained} samples for training, {validated} for validation. Sample {sample} "
        "is rows {first} to {last}, and its answer is row {row}: {answer}."
    )
    row = cut.answer(cut.sample)
    return said.format(
        x=cut.x_shape,
        y=cut.y_shape,
        trained=cut.trained,
        validated=cut.samples - cut.trained,
        sample=cut.sample,
        first=cut.sample,
        last=cut.sample + cut.timesteps - 1,
        row=row,
        answer=number_text(cut.series[row][0], 1),
    )


def _chart(drawing: Drawing, cut: Cut) -> None:
    values = [price for price, _volume in cut.series]
    low, high = min(values), max(values)
    places = [
        (cut.x(row + 0.5), BOTTOM - 8 - (value - low) / (high - low) * (BOTTOM - TOP - 16))
        for row, value in enumerate(values)
    ]
    _bands(drawing, cut)
    drawing.add("line", "grid", x1=LEFT, y1=BOTTOM, x2=WIDTH - RIGHT, y2=BOTTOM)
    drawing.text("tick", number_text(high, 0), LEFT - 6, TOP + 12, "end")
    drawing.text("tick", number_text(low, 0), LEFT - 6, BOTTOM - 4, "end")
    _split(drawing, cut)
    drawing.add("polyline", "walk", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in places), stroke_width=1.5)
    _dots(drawing, cut, places)
    for row in range(cut.rows):
        drawing.text("tick", str(row), cut.x(row + 0.5), BOTTOM + 15)


def _bands(drawing: Drawing, cut: Cut) -> None:
    spans = [("window-band", cut.sample, min(cut.rows, cut.sample + cut.timesteps))]
    if cut.samples:
        spans.append(("answer-band", cut.answer(cut.sample), cut.answer(cut.sample) + 1))
    for css, first, end in spans:
        width = cut.x(end) - cut.x(first)
        drawing.add("rect", css, x=cut.x(first), y=TOP, width=width, height=BOTTOM - TOP, rx=4)
    for row in range(cut.rows if cut.features == 2 else 0):
        height, wide = 26 * cut.strength(row, 1), (cut.x(1) - cut.x(0)) / 2
        drawing.add("rect", "volume-bar", x=cut.x(row + 0.5) - wide / 2, y=BOTTOM - height, width=wide, height=height)


def _split(drawing: Drawing, cut: Cut) -> None:
    if cut.training == cut.rows:
        drawing.text("train-name", _("training"), WIDTH - RIGHT, 15, "end")
        return
    x = cut.x(cut.training)
    drawing.add("line", "split", x1=x, y1=6, x2=x, y2=BOTTOM)
    drawing.text("train-name", _("training"), x - 6, 15, "end")
    drawing.text("validation-name", _("validation"), x + 6, 15, "start")


def _dots(drawing: Drawing, cut: Cut, places: Sequence[Point]) -> None:
    window = range(cut.sample, cut.sample + cut.timesteps)
    for row, (x, y) in enumerate(places):
        is_answer = cut.samples > 0 and row == cut.answer(cut.sample)
        css = "series-0" if row in window else "series-1" if is_answer else "quiet-dot"
        drawing.add("circle", f"dot {css}", cx=x, cy=y, r={"series-0": 4.5, "series-1": 5.5}.get(css, 3))


def _block(drawing: Drawing, cut: Cut) -> None:
    drawing.text("shape", f"X {cut.x_shape}", 4, BLOCK_TOP - HEADER, "start")
    drawing.text("axis-note", _("samples ↓  timesteps →  features ↗"), 4, BLOCK_TOP - 26, "start")
    for feature in reversed(range(cut.features)):
        _layer(drawing, cut, feature)
    for sample in range(cut.samples):
        css = "tick current" if sample == cut.sample else "tick"
        drawing.text(css, str(sample), BLOCK_LEFT - 6, BLOCK_TOP + (sample + 0.5) * cut.pitch + 4, "end")
    _row_frame(drawing, cut, BLOCK_LEFT, cut.timesteps)


def _layer(drawing: Drawing, cut: Cut, feature: int) -> None:
    left, top = BLOCK_LEFT + feature * DEPTH, BLOCK_TOP - feature * DEPTH
    width, height = cut.timesteps * CELL + 1, cut.samples * cut.pitch + 1
    drawing.add("rect", "layer-ground", x=left - 1, y=top - 1, width=width, height=height)
    for sample in range(cut.samples):
        for step in range(cut.timesteps):
            place = (left + step * CELL, top + sample * cut.pitch)
            _cell(drawing, cut, cut.css(sample), place, cut.strength(sample + step, feature))


def _cell(drawing: Drawing, cut: Cut, css: str, place: Point, strength: float) -> None:
    x, y = place
    drawing.add("rect", css, x=x, y=y, width=CELL - 1, height=cut.pitch - 1, fill_opacity=strength)


def _row_frame(drawing: Drawing, cut: Cut, left: float, cells: int) -> None:
    y, width = BLOCK_TOP + cut.sample * cut.pitch - 1, cells * CELL + 3
    drawing.add("rect", "current-row", x=left - 2, y=y, width=width, height=cut.pitch + 1, rx=2, fill_opacity=0)


def _answers(drawing: Drawing, cut: Cut) -> None:
    left = BLOCK_LEFT + 8 * CELL + 34
    drawing.text("shape", f"y {cut.y_shape}", left - 4, BLOCK_TOP - HEADER, "start")
    for sample in range(cut.samples):
        place = (left, BLOCK_TOP + sample * cut.pitch)
        _cell(drawing, cut, "cell-answer", place, cut.strength(cut.answer(sample), 0))
    _row_frame(drawing, cut, left, 1)


def _table(drawing: Drawing, cut: Cut) -> None:
    left, end = WIDTH - 2 * WIDE - 40, BLOCK_TOP + 6 + cut.timesteps * 21
    drawing.text("shape", f"X[{cut.sample}]", left, BLOCK_TOP - HEADER, "start")
    for feature, name in enumerate((_("price"), _("volume"))[: cut.features]):
        drawing.text("axis-note", name, left + (feature + 0.5) * WIDE, BLOCK_TOP - 6)
    for step in range(cut.timesteps):
        _table_row(drawing, cut, step, left)
    x, row = left + WIDE / 2, cut.answer(cut.sample)
    drawing.add("line", "arrow-line", x1=x, y1=end, x2=x, y2=end + 12)
    drawing.add("polygon", "arrow-head", points=f"{x - 4:g},{end + 10:g} {x:g},{end + 17:g} {x + 4:g},{end + 10:g}")
    drawing.add("rect", "cell-answer", x=left, y=end + 20, width=WIDE - 2, height=20, rx=3, fill_opacity=0.3)
    drawing.text("cell-number", number_text(cut.series[row][0], 1), x - 1, end + 34)
    drawing.text("tick", str(row), left - 6, end + 34, "end")
    drawing.text("shape", f"y[{cut.sample}]", left + WIDE + 4, end + 34, "start")


def _table_row(drawing: Drawing, cut: Cut, step: int, left: float) -> None:
    row, top = cut.sample + step, BLOCK_TOP + step * 21
    drawing.text("tick", str(row), left - 6, top + 14, "end")
    for feature in range(cut.features):
        x = left + feature * WIDE
        drawing.add("rect", cut.css(cut.sample), x=x, y=top, width=WIDE - 2, height=20, rx=3, fill_opacity=0.25)
        drawing.text("cell-number", number_text(cut.series[row][feature], 1), x + WIDE / 2 - 1, top + 14)


def _short_note(drawing: Drawing, cut: Cut) -> None:
    drawing.text("shape", f"X {cut.x_shape}   y {cut.y_shape}", 4, BLOCK_TOP - HEADER, "start")
    drawing.add("rect", "empty-block", x=4, y=BLOCK_TOP - 16, width=WIDTH - 8, height=110, rx=8, fill_opacity=0)
    needed = cut.timesteps + cut.horizon
    said = _("Too short: one sample needs {needed} rows.").format(needed=needed)
    drawing.text("axis-name", said, WIDTH / 2, BLOCK_TOP + 43)
