"""The playground's data, and its untrained network, as the server makes them for the still picture."""

from __future__ import annotations

from typing import Any

from courses.figures.playground import FEATURES, MAKERS, initial_layers, make_data, outputs_of
from courses.figures.randomness import random_from

SEED, NOISE, SHARE = 7, 0.2, 0.6
SIZES = [7, 4, 3, 1]


def reference() -> dict[str, Any]:
    """Some points of every set, and what an untrained network says of the first of them."""
    sets = {name: make_data(name, NOISE, SHARE, random_from(SEED)) for name in MAKERS}
    points = {
        name: {"train": train[:20], "test": test[-20:], "sizes": [len(train), len(test)]}
        for name, (train, test) in sets.items()
    }
    layers = initial_layers(SIZES, "relu", "tanh", random_from(SEED))
    x1, x2, _label = sets["circle"][0][0]
    outputs = [value for layer in outputs_of(layers, list(FEATURES), x1, x2) for value in layer]
    settings = {"seed": SEED, "noise": NOISE, "share": SHARE, "sizes": SIZES}
    return {**settings, "points": points, "outputs": outputs}
