"""The colors of text reach the contrast that WCAG asks for, on every surface that they stand on, in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "frontend" / "src" / "styles" / "tokens.css"
THEMES = {"light": ':root,\n[data-bs-theme="light"]', "dark": '[data-bs-theme="dark"]'}
SURFACES = ("ground", "surface", "surface-sunk")
WASHES = ("accent-wash", "good-wash", "bad-wash", "warn-wash")
CODE = ("keyword", "string", "number", "comment", "function", "type")
PAIRS = [
    *((text, back) for text in ("ink", "ink-soft", "accent", "accent-strong") for back in SURFACES),
    *((text, back) for text in ("good", "bad", "warn") for back in SURFACES),
    *(("ink", back) for back in WASHES),
    *((f"code-{word}", back) for word in CODE for back in ("surface", "surface-sunk")),
    *((name, f"{name}-wash") for name in ("good", "bad", "warn")),
    ("accent-strong", "accent-wash"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
]
BORDERS = [("line-strong", back) for back in SURFACES] + [("accent", back) for back in SURFACES]


def colors(theme: str) -> dict[str, str]:
    block = TOKENS.read_text().split(THEMES[theme] + " {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(color: str) -> float:
    channels = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_knows_black_on_white_and_a_published_gray() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "back"), PAIRS)
def test_text_can_be_read(theme: str, text: str, back: str) -> None:
    known = colors(theme)
    assert contrast(known[text], known[back]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "back"), BORDERS)
def test_edges_of_controls_can_be_seen(theme: str, edge: str, back: str) -> None:
    known = colors(theme)
    assert contrast(known[edge], known[back]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_every_color_is_a_color(theme: str) -> None:
    assert set(colors("light")) == set(colors(theme))
    assert len(colors(theme)) > 20
