"""What a validation stores of a proof: what ``verify --json`` prints, and what its page shows beside."""

from __future__ import annotations

import math
from typing import Any

from courses.folders.exercise_folder import ExerciseFolder
from grader.judging.reports import storable
from grader.judging.verdicts import rounded
from grader.proving.proofs import Fate, Proof
from grader.proving.report_text import as_json


def report_of(proof: Proof, folder: ExerciseFolder, seeds: int) -> dict[str, Any]:
    """Return a proof under ``seeds`` seeds in plain values, as JSON takes them."""
    unjudged = unjudged_problems(proof, seeds)
    report = as_json(proof)
    report["problems"] += unjudged
    report["ok"] = not report["problems"]
    report["points"] = str(rounded(folder.points))
    report["is_cut_short"] = proof.is_cut_short
    names = {attempt.path: attempt for attempt in folder.wrong}
    for source in report["sources"]:
        attempt = names.get(source["path"])
        source["role"] = _role(source["path"])
        source["fails"] = list(attempt.fails) if attempt else []
        source["may_fail"] = list(attempt.may_fail) if attempt else []
    if proof.mutants is not None:
        for told, result in zip(report["mutants"]["results"], proof.mutants.results, strict=True):
            told |= {"path": result.mutant.source.path, "diff": result.mutant.diff}
    found: dict[str, Any] = _storable(report)
    return found


def unjudged_problems(proof: Proof, seeds: int) -> list[str]:
    """Return what was wanted and not judged because the time was up, one sentence each."""
    found = []
    if proof.mutants and (count := proof.mutants.count(Fate.NOT_RUN)):
        found.append(f"the time was up before {count} mutants were judged")
    moving = [report for report in proof.seeds or () if report.is_stochastic]
    found += [
        f"{report.path}: the time was up after {report.seeds} of {seeds} seeds"
        for report in moving
        if report.seeds < seeds and not report.errors
    ]
    return found


def _storable(value: Any) -> Any:
    """Return plain values as every database takes them: no number that is none, and no text that is no Unicode."""
    if isinstance(value, dict):
        return {key: _storable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_storable(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return storable(value) if isinstance(value, str) else value


def _role(path: str) -> str:
    """Return what a source is in its exercise: ``solution``, ``starter``, ``alternatives`` or ``wrong``."""
    return path.split("/", maxsplit=1)[0] if "/" in path else path.split(".", maxsplit=1)[0]
