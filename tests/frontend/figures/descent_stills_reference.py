"""What the still pictures of the descents show: the live figures work out the same."""

from __future__ import annotations


def reference() -> dict[str, object]:
    """Ways of the race, of the batches, and the fit, for the states of ``descent_stills.test.ts``."""
    from courses.figures.kinds import read_state
    from courses.figures.minibatches import noise_of
    from courses.figures.polynomials import errors_by_degree
    from courses.figures.stills import batching, fitting, optimizers
    from courses.figures.surfaces import SURFACES

    races = {name: optimizers.ways_of(read_state("optimizers", f"surface: {name}; steps: 40")) for name in SURFACES}
    batches = {
        by: batching.ways_of(read_state("batching", f"by: {by}; sizes: 1,7,100; steps: 43"))
        for by in ("updates", "epochs")
    }
    shown = fitting.shown_by(read_state("fitting", "epoch: 60; degree: 9"))
    return {
        "races": {name: {place: way[::10] for place, way in ways.items()} for name, ways in races.items()},
        "outlines": {name: surface.outlines(surface.levels[3])[0] for name, surface in SURFACES.items()},
        "batches": {
            by: [[way.updates, *way.places[-1], way.losses[-1], noise_of(way.losses, 20)] for way in ways]
            for by, ways in batches.items()
        },
        "fit": {
            "losses": [losses[-1] for losses in shown.losses],
            "weights": list(shown.weights),
            "errors": errors_by_degree(shown.train, shown.new, 12),
            "stop": [shown.best, shown.ended],
        },
    }
