"""The still picture of the optimizers' race."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.figures.kinds import State
from courses.figures.landscape import cross, level_lines, way
from courses.figures.names import apart, end_name
from courses.figures.numbers import number_text
from courses.figures.race import BASE_RATES, RULES, race
from courses.figures.surfaces import SURFACES, Place, Surface
from courses.figures.svg import HEIGHT, WIDTH, Drawing, Plot
from courses.figures.values import inside, number, numbers, whole

NAMES = ("SGD", "Momentum", "NAG", "Adagrad", "RMSProp", "Adadelta", "Adam")
MOST_STEPS = 200
LOSS_HEIGHT = 190
LOSSES = {
    "bowl": ((1e-3, 100.0), (0.0, 20.0)),
    "ravine": ((1e-3, 1e3), (0.0, 80.0)),
    "saddle": ((1e-3, 100.0), (0.0, 10.0)),
    "rmse": ((0.01, 100.0), (0.0, 18.0)),
}
"""The heights of the loss plot: with a logarithmic and with a plain scale."""
Ways = dict[int, list[Place]]


def draw(state: State) -> str:
    """Return the surface with the ways so far, and the losses below it, as SVG."""
    ways = ways_of(state)
    drawing = Drawing(WIDTH, HEIGHT + LOSS_HEIGHT)
    drawing.inset(_map(state, ways), 0, 0)
    drawing.inset(_losses(state, ways), 0, HEIGHT)
    return drawing.svg(_description(state, ways))


def ways_of(state: State) -> Ways:
    """Return the way of every optimizer that runs, by its place among the rules."""
    name, rate = str(state["surface"]), 10 ** number(state, "rate_power")
    factors, chosen = numbers(state, "factors"), str(state["runners"]).split(",")
    steps, start = whole(state, "steps"), _start(state)
    return {
        place: race(SURFACES[name], rule, rate * factors[place] * BASE_RATES[name][place], start, steps)
        for place, rule in enumerate(RULES)
        if rule in chosen
    }


def _surface(state: State) -> Surface:
    return SURFACES[str(state["surface"])]


def _start(state: State) -> Place:
    surface, given = _surface(state), numbers(state, "start")
    if len(given) < 2:
        return surface.start
    return inside(given[0], surface.x), inside(given[1], surface.y)


def _map(state: State, ways: Ways) -> Plot:
    surface = _surface(state)
    plot = Plot(surface.x, surface.y)
    plot.axes(*surface.axes)
    frame = plot.inside()
    level_lines(frame, plot, (line for level in reversed(surface.levels) for line in surface.outlines(level)))
    for lowest in surface.lowest:
        cross(frame, plot, lowest)
    for place, places in ways.items():
        way(frame, plot, f"series-{place}", places)
    plot.fill(frame)
    plot.points("start-dot", [_start(state)], radius=8)
    return plot


def _losses(state: State, ways: Ways) -> Plot:
    surface, log = _surface(state), bool(state["log"])
    heights = LOSSES[str(state["surface"])][0 if log else 1]
    plot = Plot((0, MOST_STEPS), heights, height=LOSS_HEIGHT, log_y=log)
    plot.axes(_("step"), _("loss"))
    curves = {place: [inside(surface.loss(x, y), heights) for x, y in places] for place, places in ways.items()}
    named = apart([plot.y(losses[-1]) for losses in curves.values()], plot.y(heights[0]))
    for (place, losses), height in zip(curves.items(), named, strict=True):
        plot.line(f"way-curve series-{place}", list(enumerate(losses)))
        plot.points(f"series-{place}", [(len(losses) - 1, losses[-1])], radius=4)
        end_name(plot, f"series-{place}", NAMES[place], plot.x(len(losses) - 1), height)
    return plot


def _description(state: State, ways: Ways) -> str:
    where = {
        "bowl": _("Bowl"),
        "ravine": _("Ravine"),
        "saddle": _("Saddle"),
        "rmse": _("RMSE (w₂ held at 3)"),
    }[str(state["surface"])]
    start = f"({', '.join(number_text(one) for one in _start(state))})"
    order = sorted((_surface(state).loss(*places[-1]), NAMES[place]) for place, places in ways.items())
    if not order:
        return _("{where}, start at {start}: no optimizer is chosen.").format(where=where, start=start)
    steps = whole(state, "steps")
    template = _alone(steps) if len(order) == 1 else _best_and_worst(steps)
    (low, best), (high, worst) = order[0], order[-1]
    heights = {"low": number_text(low, 4), "high": number_text(high, 4)}
    return template.format(where=where, steps=steps, start=start, best=best, worst=worst, **heights)


def _alone(steps: int) -> str:
    return ngettext(
        "{where}, {steps} step from {start}: {best} has a loss of {low}.",
        "{where}, {steps} steps from {start}: {best} has a loss of {low}.",
        steps,
    )


def _best_and_worst(steps: int) -> str:
    return ngettext(
        "{where}, {steps} step from {start}: {best} is lowest with a loss of {low}, {worst} highest with {high}.",
        "{where}, {steps} steps from {start}: {best} is lowest with a loss of {low}, {worst} highest with {high}.",
        steps,
    )
