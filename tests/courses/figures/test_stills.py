"""The still pictures: every kind, in its first state and at the ends of each of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from courses.figures.kinds import (
    ChoiceField,
    ChoicesField,
    FieldSchema,
    FlagField,
    NumberField,
    NumbersField,
    kinds,
    read_state,
)
from courses.figures.markup import still


def _values(field: FieldSchema) -> Iterator[str]:
    match field:
        case NumberField():
            yield from (f"{field.min:g}", f"{field.max:g}")
        case FlagField():
            yield from ("on", "off")
        case ChoiceField():
            yield from field.choices
        case ChoicesField():
            yield from ("none", ",".join(field.choices))
        case NumbersField():
            yield from (
                ",".join([f"{bound:g}"] * count) or "none"
                for bound in (field.min, field.max)
                for count in (field.least, field.most)
            )


STATES = [(kind, "") for kind in kinds()] + [
    (kind, f"{name}: {value}")
    for kind, fields in kinds().items()
    for name, field in fields.items()
    for value in _values(field)
]


@pytest.mark.parametrize(("kind", "text"), STATES)
def test_a_still_picture_stands_in_its_frame_and_says_what_it_shows(kind: str, text: str) -> None:
    svg = still(kind, read_state(kind, text))

    root = ET.fromstring(svg)
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    assert len(root.attrib["aria-label"]) > 20
    assert not re.search(r"\bnan\b|\binf\b|style=", svg)
    for shape in root.iter():
        for name in ("cx", "x", "x1", "x2"):
            assert -1 <= float(shape.attrib.get(name, 0)) <= width + 1, ET.tostring(shape)
        for name in ("cy", "y", "y1", "y2"):
            assert -1 <= float(shape.attrib.get(name, 0)) <= height + 1, ET.tostring(shape)
