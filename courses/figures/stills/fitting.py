"""The still picture of under- and overfitting."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.figures.kinds import State
from courses.figures.minibatches import Rows
from courses.figures.names import Entry, legend
from courses.figures.numbers import number_text
from courses.figures.polynomials import Settings, dot, early_stop, errors_by_degree, legendre, sample, trained
from courses.figures.svg import BOTTOM, TOP, WIDTH, Drawing, Plot
from courses.figures.values import inside, number, whole

MOST_EPOCHS, MOST_DEGREE = 200, 12
NEW_ROWS, NEW_SEED = 60, 1000
BATCH_SIZE, RATE = 5, 0.05
GRID = [-1 + step / 80 for step in range(161)]
HEIGHTS, ERRORS, LOSSES = (-2.2, 2.2), (0.001, 100.0), (0.01, 3.0)
FIT_WIDTH, FIT_HEIGHT, LOSS_HEIGHT = round(WIDTH * 0.54), 270, 220
Losses = list[float]


@dataclass(frozen=True)
class Shown:
    """What a state shows: the points, the losses so far, the model's weights, and when training would have ended."""

    train: Rows
    new: Rows
    losses: tuple[Losses, Losses]
    weights: tuple[float, ...]
    best: int
    ended: int
    early: bool


def draw(state: State) -> str:
    """Return the fit, the errors by degree and the losses by epoch, as SVG."""
    shown = shown_by(state)
    names = legend(
        [
            Entry("series-0", _("training points"), "dot"),
            Entry("series-1", _("validation points"), "dot"),
            Entry("series-2 dashed", _("curve behind them"), "line"),
            Entry("series-3", _("model"), "line"),
        ],
        WIDTH,
    )
    drawing = Drawing(WIDTH, names.height + FIT_HEIGHT + LOSS_HEIGHT)
    drawing.inset(names, 0, 0)
    drawing.inset(_fit(shown), 0, names.height)
    drawing.inset(_by_degree(shown, whole(state, "degree")), FIT_WIDTH, names.height)
    drawing.inset(_by_epoch(shown), 0, names.height + FIT_HEIGHT)
    return drawing.svg(_description(state, shown))


def shown_by(state: State) -> Shown:
    """Work out what a state shows."""
    points, seed, epoch = (whole(state, name) for name in ("points", "sample", "epoch"))
    noise, degree = number(state, "noise"), whole(state, "degree")
    train, new = sample(points, noise, seed), sample(NEW_ROWS, noise, NEW_SEED + seed)
    history = trained(train, new, Settings(degree, MOST_EPOCHS, BATCH_SIZE, RATE, seed))[:epoch]
    losses = [one[0] for one in history], [one[1] for one in history]
    best, ended, early = early_stop(losses[1], whole(state, "patience"))
    at = best if state["restore"] else epoch
    weights = history[at - 1][2] if epoch else (0.0,) * (degree + 1)
    return Shown(train, new, losses, weights, best, ended, early)


def _fit(shown: Shown) -> Plot:
    plot = Plot((-1, 1), HEIGHTS, width=FIT_WIDTH, height=FIT_HEIGHT)
    plot.axes("x", "y")
    plot.points("series-1 faint", [(x, inside(y, HEIGHTS)) for x, y in shown.new], radius=2.5)
    plot.line("series-2 dashed", [(x, math.sin(3 * x)) for x in GRID])
    plot.line("series-3", [(x, dot(legendre(x, len(shown.weights) - 1), shown.weights)) for x in GRID])
    plot.points("series-0", [(x, inside(y, HEIGHTS)) for x, y in shown.train], radius=4.5)
    return plot


def _by_degree(shown: Shown, degree: int) -> Plot:
    plot = Plot((0, MOST_DEGREE), ERRORS, width=WIDTH - FIT_WIDTH, height=FIT_HEIGHT, log_y=True)
    plot.axes(_("Degree of the polynomial"), _("error when trained to the end"))
    plot.add("line", "zero", x1=plot.x(degree), x2=plot.x(degree), y1=TOP, y2=FIT_HEIGHT - BOTTOM)
    errors = errors_by_degree(shown.train, shown.new, MOST_DEGREE)
    for series in (0, 1):
        line = [(one, inside(both[series], ERRORS)) for one, both in enumerate(errors)]
        plot.line(f"way-curve series-{series}", line)
    plot.points("series-1", [(degree, inside(errors[degree][1], ERRORS))], radius=8)
    return plot


def _by_epoch(shown: Shown) -> Plot:
    plot = Plot((0, MOST_EPOCHS), LOSSES, height=LOSS_HEIGHT, log_y=True)
    plot.axes(_("Epochs trained"), _("loss"))
    if shown.losses[0]:
        _stop_marks(plot, shown)
    for series, losses in enumerate(shown.losses):
        plot.line(f"way-curve series-{series}", [(epoch, inside(loss, LOSSES)) for epoch, loss in enumerate(losses, 1)])
    return plot


def _stop_marks(plot: Plot, shown: Shown) -> None:
    """Mark the epoch with the lowest validation loss, and the patience after it up to the stop."""
    start, end, height = plot.x(shown.best), plot.x(shown.ended), LOSS_HEIGHT - TOP - BOTTOM
    if shown.early:
        plot.add("rect", "patience", x=start, y=TOP, width=end - start, height=height)
        plot.add("line", "stop", x1=end, x2=end, y1=TOP, y2=TOP + height)
        plot.text("mark-name", _("stop: {epoch}").format(epoch=shown.ended), end + 5, TOP + 28, "start")
    name = _("best: {epoch}").format(epoch=shown.best)
    plot.text("mark-name", name, (end if shown.early else start) + 5, TOP + 13, "start")
    plot.points("series-2", [(shown.best, inside(shown.losses[1][shown.best - 1], LOSSES))], radius=6)


def _description(state: State, shown: Shown) -> str:
    epoch = whole(state, "epoch")
    train, validation = (number_text(losses[-1], 3) if losses else "–" for losses in shown.losses)
    said = ngettext(
        "Degree {degree}, {points} points, {epoch} epoch: training loss {train}, validation loss {validation}.",
        "Degree {degree}, {points} points, {epoch} epochs: training loss {train}, validation loss {validation}.",
        epoch,
    ).format(
        degree=whole(state, "degree"),
        points=whole(state, "points"),
        epoch=epoch,
        train=train,
        validation=validation,
    )
    if not epoch:
        return said
    lowest = number_text(shown.losses[1][shown.best - 1], 3)
    if not shown.early:
        so_far = _("Lowest validation loss so far {lowest} at epoch {best}.").format(lowest=lowest, best=shown.best)
        return f"{said} {so_far}"
    return f"{said} " + _(
        "Lowest validation loss {lowest} at epoch {best}; "
        "with a patience of {patience}, training stops after epoch {ended}."
    ).format(lowest=lowest, best=shown.best, patience=whole(state, "patience"), ended=shown.ended)
