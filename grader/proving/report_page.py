"""A proof as one HTML page that stands alone: tables, the survivors' diffs, and the measures against thresholds."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from courses.markup.highlighting import highlighted
from grader.proving.proofs import COUNTED, Fate, MutantReport, Proof, SeedReport
from grader.proving.spread import Spread

BLUE, RED, GREEN, GRAY = "#3b82f6", "#dc2626", "#16a34a", "#7c8592"
"""Readable on white and on black."""


def page(proofs: Sequence[Proof], others: Sequence[str] = ()) -> str:
    """Return the page; ``others`` are problems that belong to no exercise."""
    return render_to_string(
        "grader/proof.html",
        {
            "proofs": [_shown(proof) for proof in proofs],
            "problems": list(others),
            "counted": [fate.value for fate in COUNTED],
            "has_mutants": any(proof.mutants for proof in proofs),
            "has_seeds": any(proof.seeds for proof in proofs),
        },
    )


def _shown(proof: Proof) -> dict[str, Any]:
    report = proof.mutants
    return {
        "proof": proof,
        "anchor": proof.exercise.replace("/", "-"),
        "killed": report.count(Fate.KILLED) if report else 0,
        "counts": [report.count(fate) if report else "" for fate in COUNTED],
        "survivors": _diffs(report, Fate.SURVIVED),
        "equivalents": _diffs(report, Fate.EQUIVALENT),
        "plots": [_plot(name, rows) for name, rows in _by_measure(proof.seeds or ()).items()],
    }


def _diffs(report: MutantReport | None, fate: Fate) -> list[dict[str, Any]]:
    found = report.with_fate(fate) if report else []
    return [
        {"mutant": one.mutant, "diff": mark_safe(highlighted(one.mutant.diff, "diff")), "reason": one.reason}  # noqa: S308
        for one in found
    ]


def _by_measure(reports: Sequence[SeedReport]) -> dict[str, list[tuple[str, Spread]]]:
    found: dict[str, list[tuple[str, Spread]]] = {}
    for report in reports:
        if report.is_stochastic:
            for spread in report.spreads:
                held = f"{spread.bound} {spread.threshold:g}"
                found.setdefault(f"{spread.test}: {spread.name}, {held}", []).append((report.path, spread))
    return found


def _plot(name: str, rows: Sequence[tuple[str, Spread]]) -> dict[str, Any]:
    return {"name": name, "svg": drawn(rows), "rows": [(path, _numbers(spread)) for path, spread in rows]}


def _numbers(spread: Spread) -> dict[str, Any]:
    values = np.asarray(spread.values)
    quantiles = [f"{number:.4g}" for number in np.quantile(values, (0.05, 0.5, 0.95))]
    suggested = "" if spread.suggested is None else f"{spread.suggested:.4g}"
    return {"spread": spread, "n": len(values), "quantiles": quantiles, "suggested": suggested}


def drawn(rows: Sequence[tuple[str, Spread]]) -> SafeString:
    """Return one strip of points a source as SVG, with the threshold (solid) and the suggested ones (dashed)."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    settings: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": "backpass", "font.size": 10}
    settings |= dict.fromkeys(("text.color", "axes.labelcolor", "xtick.color", "ytick.color", "axes.edgecolor"), GRAY)
    with mpl.rc_context(settings):
        figure = Figure(figsize=(7.5, 0.8 + 0.45 * len(rows)), layout="constrained")
        axes = figure.subplots()
        noise = np.random.default_rng(0)
        for place, (_, spread) in enumerate(rows):
            heights = place + noise.uniform(-0.22, 0.22, len(spread.values))
            axes.plot(spread.values, heights, "o", color=BLUE, markersize=3, alpha=0.5, markeredgewidth=0)
            if spread.suggested is not None:
                axes.plot([spread.suggested] * 2, [place - 0.35, place + 0.35], "--", color=GREEN, linewidth=1.5)
        axes.axvline(rows[0][1].threshold, color=RED, linewidth=1.5)
        axes.set_yticks(range(len(rows)), [path for path, _ in rows])
        axes.invert_yaxis()
        axes.spines[["top", "right", "left"]].set_visible(False)
        file = io.StringIO()
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return mark_safe("<svg" + file.getvalue().partition("<svg")[2])  # noqa: S308  Drawn here, from numbers and paths.
