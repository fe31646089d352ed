"""The kinds of explorable figures and what their state may hold, as ``kinds.json`` says it to Python and TypeScript.

A state is written ``fn: tanh; x: 1.5``: fields by name, in any order, each left out where it has its default.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Value = float | bool | str | tuple[float, ...]
State = Mapping[str, Value]
KINDS_FILE = Path(__file__).with_name("kinds.json")
NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?")


class FigureProblem(ValueError):
    """A figure that cannot be shown as it is written; the message says why, to its author."""


class _Field(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NumberField(_Field):
    """A number from ``min`` to ``max``; ``step`` is that of its control."""

    type: Literal["number"]
    min: float
    max: float
    step: float
    default: float

    def read(self, text: str) -> Value:
        """Return the number that stands in ``text``."""
        if not NUMBER.fullmatch(text):
            raise FigureProblem(_("“{text}” is not a number").format(text=text))
        if not self.min <= float(text) <= self.max:
            raise FigureProblem(
                _("{text} is not from {least:g} to {most:g}").format(text=text, least=self.min, most=self.max)
            )
        return float(text)


class ChoiceField(_Field):
    """One of a few words."""

    type: Literal["choice"]
    choices: tuple[str, ...]
    default: str

    def read(self, text: str) -> Value:
        """Return the choice."""
        if text not in self.choices:
            raise FigureProblem(_("“{text}” is none of {choices}").format(text=text, choices=", ".join(self.choices)))
        return text


class FlagField(_Field):
    """``on`` or ``off``."""

    type: Literal["flag"]
    default: bool

    def read(self, text: str) -> Value:
        """Return whether it is on."""
        if text not in ("on", "off"):
            raise FigureProblem(_("“{text}” is neither on nor off").format(text=text))
        return text == "on"


class NumbersField(_Field):
    """``least`` to ``most`` numbers from ``min`` to ``max``, with commas between; none is written ``none``."""

    type: Literal["numbers"]
    least: int
    most: int
    min: float
    max: float
    whole: bool = False
    default: tuple[float, ...]

    def read(self, text: str) -> Value:
        """Return the numbers."""
        parts = () if text == "none" else tuple(text.split(","))
        if not self.least <= len(parts) <= self.most:
            raise FigureProblem(
                _("“{text}” holds {count} numbers, not {least} to {most}").format(
                    text=text, count=len(parts), least=self.least, most=self.most
                )
            )
        if self.whole and not all(part.strip().isdecimal() for part in parts):
            raise FigureProblem(_("“{text}” are not whole numbers").format(text=text))
        one = NumberField(type="number", min=self.min, max=self.max, step=1, default=self.min)
        return tuple(float(str(one.read(part.strip()))) for part in parts)


class ChoicesField(_Field):
    """Any of a few words, with commas between; none is written ``none``."""

    type: Literal["choices"]
    choices: tuple[str, ...]
    default: tuple[str, ...]

    def read(self, text: str) -> Value:
        """Return the chosen words, joined by commas, in the order of the choices."""
        chosen = [] if text == "none" else [part.strip() for part in text.split(",")]
        if unknown := [one for one in chosen if one not in self.choices]:
            raise FigureProblem(
                _("“{text}” is none of {choices}").format(text=unknown[0], choices=", ".join(self.choices))
            )
        return ",".join(one for one in self.choices if one in chosen)


FieldSchema = Annotated[
    NumberField | ChoiceField | FlagField | NumbersField | ChoicesField, Field(discriminator="type")
]
Kind = dict[str, FieldSchema]


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind's fields by name."""
    return TypeAdapter(dict[str, Kind]).validate_json(KINDS_FILE.read_bytes())


def read_state(kind: str, text: str) -> State:
    """Return a whole state, defaults filled in; `FigureProblem` for an unknown kind or field, or a bad value."""
    fields = kinds().get(kind)
    if fields is None:
        raise FigureProblem(_("there is no kind “{kind}”; known: {known}").format(kind=kind, known=", ".join(kinds())))
    state: dict[str, Value] = {name: _default(field) for name, field in fields.items()}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, colon, value = part.partition(":")
        field = fields.get(name.strip())
        if not colon or field is None:
            raise FigureProblem(
                _("“{part}” is no field of {kind}; known: {known}").format(
                    part=part, kind=kind, known=", ".join(fields)
                )
            )
        try:
            state[name.strip()] = field.read(value.strip())
        except FigureProblem as problem:
            raise FigureProblem(f"{name.strip()}: {problem}") from None
    return state


def check_hidden(kind: str, text: str) -> None:
    """`FigureProblem` when ``hide`` names no control of the kind. Buttons are ``play``, ``step`` and ``reset``."""
    known = {*kinds().get(kind, {}), "play", "step", "reset"}
    for name in filter(None, re.split(r"[\s,]+", text)):
        if name not in known:
            raise FigureProblem(
                _("hide: “{name}” is no control of {kind}; known: {known}").format(
                    name=name, kind=kind, known=", ".join(sorted(known))
                )
            )


def _default(field: FieldSchema) -> Value:
    return ",".join(field.default) if isinstance(field, ChoicesField) else field.default
