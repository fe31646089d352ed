"""Numbers as labels, words and formulas of still pictures have them, as ``frontend/figures/math/numbers.ts``."""

from __future__ import annotations

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def number_text(value: float, digits: int = 2) -> str:
    """Return a number as labels show it: a real minus sign, no needless zeros, a power of ten if far from 1."""
    if abs(value) >= 1e5 or 0 < abs(value) < 10**-digits / 2:
        mantissa, power = f"{value:.1e}".split("e")
        return f"{mantissa}e{int(power):+d}".replace("-", "−")
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    return "0" if text in ("-0", "") else text.replace("-", "−")


def power_text(value: float) -> str:
    """Return a number with two digits as a multiple of a power of ten, as ``powerText`` in TypeScript does."""
    mantissa, exponent = f"{value:.1e}".split("e")
    if int(exponent) == 0:
        return number_text(float(mantissa))
    raised = str(int(exponent)).translate(RAISED)
    return f"10{raised}" if mantissa == "1.0" else f"{mantissa}·10{raised}"


def subscript(number: int) -> str:
    """Return a whole number as an index below the line."""
    return str(number).translate(LOWERED)


def factor_text(value: float, digits: int = 2) -> str:
    """Return a number as a factor or summand: in parentheses where it is negative."""
    text = number_text(value, digits)
    return f"({text})" if text.startswith("−") else text
