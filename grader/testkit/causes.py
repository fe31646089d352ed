"""What could have made a parameter count wrong: layer by layer against a model, or from the difference alone."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from itertools import pairwise

from grader.testkit.layers import Row
from grader.testkit.messages import message
from grader.testkit.text import Text

MAX_CAUSES = 3
MAX_WIDTH = 100_000


def against(got: list[Row], wanted: list[Row]) -> list[Text]:
    """Return how the layers ``got`` differ from the layers ``wanted``."""
    if len(got) == len(wanted):
        return _compared(got, wanted)
    by_units = _aligned(got, wanted, lambda row: (row.kind, row.units))
    by_shape = _aligned(got, wanted, lambda row: (row.kind, row.shapes))
    return min(by_shape, by_units, key=len)


def _aligned(got: list[Row], wanted: list[Row], key: Callable[[Row], Hashable]) -> list[Text]:
    matcher = difflib.SequenceMatcher(None, [key(r) for r in got], [key(r) for r in wanted], autojunk=False)
    causes: list[Text] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            continue
        together = min(b - a, d - c)
        causes += _compared(got[a : a + together], wanted[c : c + together])
        causes += [_of(row, "layer_extra") for row in got[a + together : b]]
        causes += [_of(row, "layer_missing") for row in wanted[c + together : d]]
    return causes


def _of(row: Row, code: str) -> Text:
    return message(code, layer=row.name, kind=row.kind, units=row.units or "-", parameters=f"{row.parameters:,}")


def _compared(got: list[Row], wanted: list[Row]) -> list[Text]:
    return [text for ours, theirs in zip(got, wanted, strict=True) for text in _differences(ours, theirs)]


def _differences(got: Row, wanted: Row) -> Iterator[Text]:
    if got.shapes == wanted.shapes and got.kind == wanted.kind:
        return
    before = message("layer_count", layer=got.name, found=f"{got.parameters:,}", wanted=f"{wanted.parameters:,}")
    if got.kind != wanted.kind:
        yield message("layer_kind", layer=got.name, found=got.kind, wanted=wanted.kind)
        return
    yield before
    if got.units != wanted.units:
        yield message("layer_units", layer=got.name, found=got.units, wanted=wanted.units)
    if got.use_bias != wanted.use_bias:
        yield _of(got, "bias_missing" if wanted.use_bias else "bias_extra")
    if got.inputs != wanted.inputs:
        yield message("layer_inputs", layer=got.name, found=got.inputs, wanted=wanted.inputs)


def from_difference(got: list[Row], wanted: int) -> list[Text]:
    """Return single changes of the layers ``got`` that would give exactly ``wanted`` parameters, likeliest first."""
    causes: list[Text] = []
    for finder in (_biases, _removed_layer, _input_width, _other_units, _added_layer):
        causes += finder(got, wanted)
    return causes[:MAX_CAUSES]


def _total(rows: list[Row]) -> int:
    return sum(row.parameters for row in rows)


def _biases(rows: list[Row], wanted: int) -> Iterator[Text]:
    missing = wanted - _total(rows)
    without = [row for row in rows if row.is_dense and not row.use_bias]
    for row in without:
        if row.units == missing:
            yield _of(row, "bias_missing")
    if len(without) > 1 and sum(row.units or 0 for row in without) == missing:
        yield message("biases_missing", count=len(without))
    for row in rows:
        if row.is_dense and row.use_bias and row.units == -missing:
            yield _of(row, "bias_extra")


def _removed_layer(rows: list[Row], wanted: int) -> Iterator[Text]:
    for index, row in enumerate(rows):
        rest = rows[:index] + rows[index + 1 :]
        if row.is_dense and index < len(rest) and rest[index].is_dense:
            rest[index] = resized(rest[index], inputs=row.inputs)
        if _total(rest) == wanted:
            yield _of(row, "layer_extra")


def _input_width(rows: list[Row], wanted: int) -> Iterator[Text]:
    if not rows or not rows[0].is_dense:
        return
    first = rows[0]
    width, rest = divmod(wanted - _total(rows) + (first.inputs or 0) * (first.units or 1), first.units or 1)
    if rest == 0 and 0 < width <= MAX_WIDTH:
        yield message("input_width", layer=first.name, found=first.inputs, wanted=width)


def _other_units(rows: list[Row], wanted: int) -> Iterator[Text]:
    """Give the layers that, with other units, would make up the difference; the last one's are the output's."""
    for index, row in enumerate(rows):
        if not row.is_dense:
            continue
        follower = rows[index + 1] if index + 1 < len(rows) else None
        per_unit = row.parameters // (row.units or 1)
        if follower is not None and follower.is_dense and follower.inputs == row.units:
            per_unit += follower.units or 0
        units, rest = divmod(wanted - _total(rows) + (row.units or 0) * per_unit, per_unit)
        if rest == 0 and 0 < units <= MAX_WIDTH:
            yield message("layer_units", layer=row.name, found=row.units, wanted=units)


def _added_layer(rows: list[Row], wanted: int) -> Iterator[Text]:
    """Give the places where one more Dense layer would make up the difference."""
    for before, after in pairwise(rows):
        if not (before.is_dense and after.is_dense and after.inputs == before.units):
            continue
        base = _total(rows) - after.parameters + (after.units or 0) * after.use_bias
        per_unit = (before.units or 0) + 1 + (after.units or 0)
        units, rest = divmod(wanted - base, per_unit)
        if rest == 0 and 0 < units <= MAX_WIDTH:
            yield message("layer_between", before=before.name, after=after.name, units=units)


def resized(row: Row, inputs: int | None) -> Row:
    """Return a Dense layer's row with another number of inputs."""
    return replace(row, inputs=inputs, shapes=((inputs or 0, row.units or 0), *row.shapes[1:]))
