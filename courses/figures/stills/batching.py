"""The still picture of the descent with batches of three sizes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.figures.kinds import State
from courses.figures.landscape import cross, level_lines, way
from courses.figures.minibatches import Descent, best_line, descend, loss_of, noise_of, noisy_line
from courses.figures.names import apart, end_name
from courses.figures.numbers import number_text
from courses.figures.surfaces import Place, ellipse
from courses.figures.svg import WIDTH, Drawing, Plot
from courses.figures.values import inside, number, numbers, whole

COUNT = 100
SEED = 7
ROWS = noisy_line(COUNT, SEED)
BEST = best_line(ROWS)
LOWEST = loss_of(ROWS, BEST)
START = (-1.0, 3.5)
ROWS_A_STEP = 10
MOST_STEPS = 150
NOISE_OVER = 20
SERIES = (1, 0, 2)
MAP_X, MAP_Y = (-1.7, 3.7), (-0.6, 4.3)
GAP, ABOVE, BELOW = 12, 24, 24
LEVELS = (14, 9, 5.6, 3, 1.3, 0.35)
FORM = (sum(x * x for x, _y in ROWS) / COUNT, sum(x for x, _y in ROWS) / COUNT, 1.0)
LOSS_HEIGHT = 220


@dataclass(frozen=True)
class Way:
    """Where one descent has been, and its losses."""

    size: int
    places: tuple[Place, ...]
    losses: list[float]

    @property
    def per_epoch(self) -> int:
        """Updates in an epoch."""
        return math.ceil(COUNT / self.size)

    @property
    def updates(self) -> int:
        """Updates so far."""
        return len(self.places) - 1


class _Map(Plot):
    """A map without margins: the whole drawing is the surface."""

    def x(self, value: float) -> float:
        return (value - self.x_range[0]) / (self.x_range[1] - self.x_range[0]) * self.width

    def y(self, value: float) -> float:
        return (self.y_range[1] - value) / (self.y_range[1] - self.y_range[0]) * self.height


def draw(state: State) -> str:
    """Return the three maps and the losses below them, as SVG."""
    ways = ways_of(state)
    width = (WIDTH - 2 * GAP) / 3
    height = round(width * 0.95)
    drawing = Drawing(WIDTH, ABOVE + height + BELOW + LOSS_HEIGHT)
    for index, one in enumerate(ways):
        left = index * (width + GAP)
        drawing.text("axis-name", _("batch {size}").format(size=one.size), left + width / 2, ABOVE - 8)
        drawing.inset(_map(one, f"series-{SERIES[index]}", width, height), left, ABOVE)
        drawing.add("rect", "map-frame", x=left, y=ABOVE, width=width, height=height)
        drawing.text("tick", "w →", left + width / 2, ABOVE + height + 15)
        drawing.text("tick", "b ↑", left + 5, ABOVE + 14, "start")
    drawing.inset(_losses(state, ways), 0, ABOVE + height + BELOW)
    return drawing.svg("; ".join(_said(one) for one in ways) + ".")


def ways_of(state: State) -> list[Way]:
    """Return the three descents so far."""
    rate, steps = number(state, "rate"), whole(state, "steps")
    ways = []
    for size in (round(one) for one in numbers(state, "sizes")):
        descent = Descent(size, rate, bool(state["shuffle"]), SEED)
        places = descend(ROWS, descent, START, _updates(state, size, steps))
        ways.append(Way(size, places, [loss_of(ROWS, place) for place in places]))
    return ways


def _updates(state: State, size: int, steps: int) -> int:
    if state["by"] == "updates":
        return steps
    epochs, rest = divmod(steps * ROWS_A_STEP, COUNT)
    return epochs * math.ceil(COUNT / size) + rest // size


def _map(one: Way, css: str, width: float, height: float) -> _Map:
    plot = _Map(MAP_X, MAP_Y, width=width, height=height)
    level_lines(plot, plot, (ellipse(FORM, BEST, level) for level in LEVELS))
    cross(plot, plot, BEST)
    way(plot, plot, css, one.places)
    return plot


def _losses(state: State, ways: list[Way]) -> Plot:
    log, by_updates = bool(state["log"]), state["by"] == "updates"
    low, high = (1e-3, 100.0) if log else (0.0, 12.0)
    most = MOST_STEPS if by_updates else MOST_STEPS / ROWS_A_STEP
    plot = Plot((0, most), (low, high), height=LOSS_HEIGHT, log_y=log)
    plot.axes(_("update") if by_updates else _("epoch"), _("loss above the lowest"))
    curves = [[inside(loss - LOWEST, (low, high)) for loss in one.losses] for one in ways]
    named = apart([plot.y(curve[-1]) for curve in curves], plot.y(low))
    for index, (one, curve) in enumerate(zip(ways, curves, strict=True)):
        points = [(update / (1 if by_updates else one.per_epoch), loss) for update, loss in enumerate(curve)]
        plot.line(f"way-curve series-{SERIES[index]}", points)
        plot.points(f"series-{SERIES[index]}", points[-1:], radius=4)
        name = _("batch {size}").format(size=one.size)
        end_name(plot, f"series-{SERIES[index]}", name, plot.x(points[-1][0]), named[index])
    return plot


def _said(one: Way) -> str:
    words = ngettext(
        "Batch {size}: {updates} update, {epochs} epochs, loss {loss}, noise {noise}",
        "Batch {size}: {updates} updates, {epochs} epochs, loss {loss}, noise {noise}",
        one.updates,
    )
    return words.format(
        size=one.size,
        updates=one.updates,
        epochs=number_text(one.updates / one.per_epoch, 1),
        loss=number_text(one.losses[-1], 3),
        noise=number_text(noise_of(one.losses, NOISE_OVER), 3),
    )
