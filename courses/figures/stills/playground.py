"""The still picture of the network playground before its first epoch: data, untrained network, what each neuron says.

Squares stand and links run where ``frontend/figures/playground/layout.ts`` has them.
"""

from __future__ import annotations

import base64
import math
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from django.utils.translation import gettext as _

from courses.figures.kinds import State
from courses.figures.numbers import number_text
from courses.figures.playground import FEATURES, Layer, Row, initial_layers, make_data, outputs_of
from courses.figures.randomness import random_from
from courses.figures.svg import Drawing
from courses.figures.values import number, whole

NODE, ROW, TOP, LEFT, MOST_ROWS = 38, 46, 40, 48, 7
COLUMN, WIDEST_COLUMN = 71, 190
MAP, GAP, SPAN = 260, 24, 6
WIDTH = 700
LARGE, SMALL, LEVELS = 20, 10, 4
"""Points of a map each way, of the output's and of one neuron's; steps of strength from 0 to a label of ±1."""
WEIGHTS_SEED = 1000
NAMES = {"x1": "x₁", "x2": "x₂", "x1x1": "x₁²", "x2x2": "x₂²", "x1x2": "x₁x₂", "sin1": "sin x₁", "sin2": "sin x₂"}
Theme = Literal["light", "dark"]
Rgb = tuple[int, int, int]
PALETTES: dict[Theme, tuple[Rgb, Rgb, Rgb]] = {
    "light": ((0xE0, 0x8A, 0x1E), (0xF2, 0xF2, 0xEE), (0x2F, 0x6F, 0xD6)),
    "dark": ((0xE5, 0x9A, 0x3C), (0x20, 0x26, 0x2F), (0x6E, 0xA8, 0xFF)),
}
"""Colors of -1, 0 and 1 in each theme, as ``figures.css`` has them."""


@dataclass(frozen=True)
class Square:
    """A feature (layer 0) or a neuron, and its left upper corner."""

    layer: int
    unit: int
    x: float
    y: float


def draw(state: State) -> str:
    """Return the network beside its output, as SVG."""
    features, sizes = _features(state), _sizes(state)
    seed = whole(state, "seed")
    output = "linear" if str(state["data"]).startswith("reg-") else "tanh"
    layers = initial_layers(sizes, str(state["activation"]), output, random_from(seed + WEIGHTS_SEED))
    noise, share = number(state, "noise") / 100, number(state, "share") / 100
    train, test = make_data(str(state["data"]), noise, share, random_from(seed))
    columns = _columns(sizes)
    is_stacked = _network_width(len(sizes) - 2) + MAP + GAP > WIDTH
    height = TOP + max(MOST_ROWS, *sizes[1:]) * ROW
    drawing = Drawing(WIDTH, height + GAP + MAP if is_stacked else max(height, MAP + TOP))
    _draw_links(drawing, columns, features, layers)
    _draw_squares(drawing, columns, features, layers)
    left, top = (WIDTH - MAP, TOP) if not is_stacked else ((WIDTH - MAP) / 2, height + GAP)
    grid = [outputs_of(layers, features, x1, x2)[-1] for x1, x2 in _places(LARGE)]
    _draw_map(drawing, [values[0] for values in grid], left, top, MAP)
    _draw_points(drawing, [*train, *(test if state["test"] else [])], left, top)
    return drawing.svg(_describe(sizes, layers, features, (train, test)))


def _features(state: State) -> list[str]:
    chosen = [name for name in str(state["features"]).split(",") if name in FEATURES]
    return chosen or ["x1", "x2"]


def _sizes(state: State) -> list[int]:
    layers = state["layers"]
    hidden = [round(units) for units in layers] if isinstance(layers, tuple) else []
    return [len(_features(state)), *hidden, 1]


def _network_width(hidden_layers: int) -> float:
    return LEFT + NODE + (hidden_layers + 1) * COLUMN


def _columns(sizes: Sequence[int]) -> list[list[Square]]:
    hidden = len(sizes) - 2
    beside = WIDTH - MAP - GAP
    room = (beside if _network_width(hidden) <= beside else WIDTH) - LEFT - NODE
    column = min(WIDEST_COLUMN, room / (hidden + 1))
    rows = max(MOST_ROWS, *sizes[1:])
    return [
        [_square(layer, unit, units, LEFT + layer * column, rows) for unit in range(units)]
        for layer, units in enumerate([len(FEATURES), *sizes[1:]])
    ]


def _square(layer: int, unit: int, units: int, x: float, rows: int) -> Square:
    return Square(layer, unit, x, TOP + (rows - units) * ROW / 2 + (ROW - NODE) / 2 + unit * ROW)


def _draw_links(
    drawing: Drawing, columns: Sequence[Sequence[Square]], features: Sequence[str], layers: Sequence[Layer]
) -> None:
    used = [square for square, name in zip(columns[0], FEATURES, strict=True) if name in features]
    for (sources, targets), layer in zip(pairwise([used, *columns[1:]]), layers, strict=True):
        for source, weights in zip(sources, layer.kernel, strict=True):
            for target, weight in zip(targets, weights, strict=True):
                _draw_link(drawing, source, target, weight)


def _draw_link(drawing: Drawing, source: Square, target: Square, weight: float) -> None:
    x1, y1, x2, y2 = source.x + NODE, source.y + NODE / 2, target.x, target.y + NODE / 2
    middle, size = (x1 + x2) / 2, min(abs(weight), 5)
    path = f"M{x1:.4g},{y1:.4g}C{middle:.4g},{y1:.4g} {middle:.4g},{y2:.4g} {x2:.4g},{y2:.4g}"
    css = "pg-negative" if weight < 0 else "pg-positive"
    opacity = 0.3 + 0.7 * min(1.0, size)
    drawing.add("path", f"pg-link {css}", d=path, stroke_width=0.8 + 1.6 * size, opacity=opacity)


def _draw_squares(
    drawing: Drawing, columns: Sequence[Sequence[Square]], features: Sequence[str], layers: Sequence[Layer]
) -> None:
    used = {name: index for index, name in enumerate(features)}
    grid = [outputs_of(layers, features, x1, x2) for x1, x2 in _places(SMALL)]
    for square, (name, formula) in zip(columns[0], FEATURES.items(), strict=True):
        _draw_square(drawing, square, [formula(x1, x2) for x1, x2 in _places(SMALL)], is_used=name in used)
        drawing.text("pg-still-name", NAMES[name], LEFT - 8, square.y + NODE / 2 + 4, "end")
    for square in (square for column in columns[1:] for square in column):
        _draw_square(drawing, square, [values[square.layer][square.unit] for values in grid])


def _draw_square(drawing: Drawing, square: Square, values: Sequence[float], *, is_used: bool = True) -> None:
    _draw_map(drawing, values, square.x + 2, square.y + 2, NODE - 4)
    css = "pg-square" if is_used else "pg-square pg-unused"
    drawing.add("rect", css, x=square.x + 1, y=square.y + 1, width=NODE - 2, height=NODE - 2, rx=4)


def _draw_map(drawing: Drawing, values: Sequence[float], x: float, y: float, width: float) -> None:
    size = math.isqrt(len(values))
    for theme, palette in PALETTES.items():
        href = f"data:image/png;base64,{base64.b64encode(_png(values, size, palette)).decode()}"
        drawing.add("image", f"only-{theme}", x=x, y=y, width=width, height=width, href=href)


def _draw_points(drawing: Drawing, rows: Sequence[Row], left: float, top: float) -> None:
    """Draw points as lines without length with round ends, those of one strength in one path: circles would be long."""
    scale = MAP / (2 * SPAN)
    paths: dict[tuple[bool, float], list[str]] = {}
    for x1, x2, label in rows:
        place = f"M{left + (x1 + SPAN) * scale:.1f} {top + (SPAN - x2) * scale:.1f}h0"
        paths.setdefault((label < 0, math.ceil(min(1.0, abs(label)) * LEVELS) / LEVELS), []).append(place)
    drawing.add("path", "pg-points", d="".join("".join(places) for places in paths.values()))
    for (is_negative, strength), places in paths.items():
        css = "pg-points pg-negative" if is_negative else "pg-points pg-positive"
        drawing.add("path", css, d="".join(places), opacity=max(strength, 0.25))


def _places(size: int) -> Iterator[tuple[float, float]]:
    """The middles of a map's squares, row after row from the top."""
    middles = [-SPAN + (index + 0.5) * 2 * SPAN / size for index in range(size)]
    return ((x1, -x2) for x2 in middles for x1 in middles)


def _png(values: Sequence[float], size: int, palette: tuple[Rgb, Rgb, Rgb]) -> bytes:
    """Write values from -1 to 1 as the colors of a small square PNG."""
    colors = [bytes(_color(value, palette)) for value in values]
    rows = b"".join(b"\0" + b"".join(colors[start : start + size]) for start in range(0, size * size, size))
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _color(value: float, palette: tuple[Rgb, Rgb, Rgb]) -> Iterator[int]:
    negative, neutral, positive = palette
    share = min(1.0, abs(value))
    end = negative if value < 0 else positive
    return (round(low + (high - low) * share) for low, high in zip(neutral, end, strict=True))


def _describe(
    sizes: Sequence[int], layers: Sequence[Layer], features: Sequence[str], split: tuple[list[Row], list[Row]]
) -> str:
    """Say what the live figure says at its start."""
    said = [[(outputs_of(layers, features, x1, x2)[-1][0], label) for x1, x2, label in rows] for rows in split]
    train, test = (number_text(sum((output - label) ** 2 for output, label in rows) / len(rows), 3) for rows in said)
    shape = _("A network of {shape} with {points} training points.")
    losses = _("Epoch {epoch}: training loss {train}, test loss {test}.")
    sentences = [
        shape.format(shape="–".join(str(size) for size in sizes), points=len(split[0])),
        losses.format(epoch=0, train=train, test=test),
    ]
    if layers[-1].activation == "tanh":
        right = sum((output > 0) == (label > 0) for output, label in said[1]) / len(said[1])
        sentences.append(_("{percent} of the test points are on the right side.").format(percent=f"{right:.0%}"))
    return " ".join(sentences)
