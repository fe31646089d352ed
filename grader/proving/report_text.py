"""A proof as a table and lines for the terminal, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import yaml
from rich.table import Table

from grader.proving.mutants import Mutant
from grader.proving.proofs import COUNTED, Fate, MutantReport, Proof, SeedReport


def table(proofs: Sequence[Proof]) -> Table:
    """Return one row an exercise, with what was proved of it."""
    result = Table(box=None, pad_edge=False)
    with_seconds = any(proof.seconds is not None for proof in proofs)
    for heading in ("", "exercise"):
        result.add_column(heading, no_wrap=True)
    for heading in ("judged", *(("seconds",) if with_seconds else ())):
        result.add_column(heading, justify="right")
    with_mutants = any(proof.mutants for proof in proofs)
    with_seeds = any(proof.seeds for proof in proofs)
    if with_mutants:
        for heading in ("mutants", "killed", *(fate.value for fate in COUNTED)):
            result.add_column(heading, justify="right")
    if with_seeds:
        for heading in ("seeds", "failed"):
            result.add_column(heading, justify="right")
    for proof in proofs:
        cells = ["not ok" if proof.problems else "ok", proof.exercise, str(len(proof.sources))]
        cells += ["" if proof.seconds is None else f"{proof.seconds:.1f}"] if with_seconds else []
        cells += _mutant_cells(proof.mutants) if with_mutants else []
        cells += _seed_cells(proof.seeds) if with_seeds else []
        result.add_row(*cells)
    return result


def _mutant_cells(report: MutantReport | None) -> list[str]:
    if report is None:
        return [""] * (2 + len(COUNTED))
    killed = f"{report.count(Fate.KILLED)}/{report.judged}" if report.judged else "–"
    return [str(len(report.results)), killed, *(str(report.count(fate)) for fate in COUNTED)]


def _seed_cells(reports: tuple[SeedReport, ...] | None) -> list[str]:
    """Return how many seeds each source that depends on them was judged under, and how many of these failed."""
    if not reports or not all(report.seeds for report in reports):
        return ["–", ""]
    moving = [report for report in reports if report.is_stochastic]
    failed = sum(report.seeds - report.passed for report in reports)
    return [str(min(report.seeds for report in moving)) if moving else "alike", str(failed)]


def lines(proof: Proof) -> Iterator[str]:
    """Yield what must be mended, and of every surviving mutant its diff."""
    for problem in proof.problems:
        yield f"  {problem}"
    if proof.is_cut_short:
        yield "  Mutants and seeds were not judged: first mend what is above."
    if proof.mutants is None:
        return
    for result in proof.mutants.with_fate(Fate.SURVIVED):
        mutant = result.mutant
        yield f"  survived: {mutant.change}, {mutant.place} of {mutant.source.path}"
        yield from (f"    {line}" for line in mutant.diff.splitlines())
        yield "    In mutants.yaml, under equivalent:, if it computes the very same:"
        yield from (f"      {line}" for line in _mark(mutant).splitlines())


def _mark(mutant: Mutant) -> str:
    """Return what marks a mutant as equivalent, but for the reason."""
    mark = {"before": mutant.before, "after": mutant.after, "line": mutant.line}
    if mutant.cell is not None:
        mark["cell"] = mutant.cell
    mark["reason"] = "…"
    return yaml.safe_dump([mark], allow_unicode=True, sort_keys=False, width=1_000)


def as_json(proof: Proof) -> dict[str, Any]:
    """Return a proof in plain values."""
    found: dict[str, Any] = {
        "exercise": proof.exercise,
        "ok": not proof.problems,
        "problems": list(proof.problems),
        "source_problems": list(proof.source_problems),
        "seconds": proof.seconds,
        "usually_seconds": proof.usually_seconds,
        "wrong_under_seeds": list(proof.wrong_under_seeds),
        "sources": [
            {"path": s.path, "status": s.status, "score": s.score, "failing": list(s.failing), "seconds": s.seconds}
            for s in proof.sources
        ],
    }
    if proof.mutants is not None:
        found["mutants"] = _mutants_json(proof.mutants)
    if proof.seeds is not None:
        found["seeds"] = [_seeds_json(report) for report in proof.seeds]
    return found


def _mutants_json(report: MutantReport) -> dict[str, Any]:
    return {
        "share": report.share,
        **{fate.value.replace(" ", "_"): report.count(fate) for fate in Fate},
        "mark_problems": list(report.mark_problems),
        "results": [
            {
                "key": result.mutant.key,
                "change": result.mutant.change,
                "line": result.mutant.line,
                "cell": result.mutant.cell,
                "before": result.mutant.before,
                "after": result.mutant.after,
                "fate": result.fate.value,
                "by": result.by,
                "breaks": list(result.breaks),
                "error": result.error,
                "reason": result.reason,
            }
            for result in report.results
        ],
    }


def _seeds_json(report: SeedReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "seeds": report.seeds,
        "passed": report.passed,
        "stochastic": report.is_stochastic,
        "failures": report.failures,
        "highest_rate": report.highest_rate,
        "fixed_seeds": list(report.fixed_seeds),
        "errors": list(report.errors),
        "measures": [
            {
                "test": spread.test,
                "name": spread.name,
                "bound": spread.bound,
                "threshold": spread.threshold,
                "suggested": spread.suggested,
                "missed": spread.missed,
                "values": list(spread.values),
                "median": float(np.median(spread.values)),
            }
            for spread in report.spreads
        ],
    }
