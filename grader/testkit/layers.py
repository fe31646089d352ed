"""The layers of a model that have parameters, as rows of an account."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Shapes = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One layer with parameters. ``inputs`` and ``units`` are given for layers with a plain matrix of weights."""

    name: str
    kind: str
    shapes: Shapes
    inputs: int | None = None
    units: int | None = None
    use_bias: bool = False

    @property
    def parameters(self) -> int:
        """How many parameters the layer has."""
        return sum(math.prod(shape) for shape in self.shapes)

    @property
    def formula(self) -> str:
        """How they come about, such as ``4×512 + 512``."""
        return " + ".join("×".join(map(str, shape)) if shape else "1" for shape in self.shapes)

    @property
    def is_dense(self) -> bool:
        """Whether it is a fully connected layer, whose count follows from its inputs and units."""
        return self.inputs is not None


def rows_of(model: Any) -> list[Row]:
    """Return the layers of a built Keras model that have parameters, in order, those of nested models too."""
    return list(_rows(model.layers, set()))


def _rows(layers: Any, seen: set[int]) -> Iterator[Row]:
    for layer in layers:
        if id(layer) in seen:
            continue
        seen.add(id(layer))
        if hasattr(layer, "layers"):
            yield from _rows(layer.layers, seen)
        elif layer.weights:
            yield _row(layer)


def _row(layer: Any) -> Row:
    shapes = tuple(tuple(int(n) for n in weight.shape) for weight in layer.weights)
    kind = type(layer).__name__
    if kind == "Dense" and len(shapes[0]) == 2:
        return Row(layer.name, kind, shapes, *shapes[0], use_bias=len(shapes) > 1)
    units = getattr(layer, "units", None) or getattr(layer, "filters", None)
    return Row(layer.name, kind, shapes, None, units, bool(getattr(layer, "use_bias", False)))


def table(rows: list[Row], *, with_names: bool = True) -> str:
    """Return the account of ``rows``, one line a layer; without their names, which are the student's to choose."""
    named = [(row.name if with_names else str(place), row) for place, row in enumerate(rows, 1)]
    return "\n".join(f"  {name} ({row.kind}): {row.formula} = {row.parameters:,}" for name, row in named)
