"""What the page of a validation shows: how far it has come, and its report in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from courses.markup.highlighting import highlighted
from grader.authoring.mutant_marks import Change
from grader.authoring.proof_words import findings
from grader.models import Validation, ValidationState

SOLUTIONS, OTHERS, MUTANTS, SEEDS = "solutions", "starters, alternatives, wrong attempts", "mutants", "seeds"
STAGES = {
    SOLUTIONS: _("Solution"),
    OTHERS: _("Starter, alternatives and wrong attempts"),
    MUTANTS: _("Changed solutions"),
    SEEDS: _("Random seeds"),
}
ROLES = {
    "solution": _("solution"),
    "starter": _("starter"),
    "alternatives": _("alternative"),
    "wrong": _("wrong attempt"),
}
CHANGES = {
    "another operator": _("another operator"),
    "another comparison": _("another comparison"),
    "and for or": _("“and” for “or”, or the other way round"),
    "sign or not left out": _("sign or “not” left out"),
    "another constant": _("another constant"),
    "True for False": _("True for False, or the other way round"),
    "another text": _("another text"),
    "another call": _("another call"),
    "another axis": _("another axis"),
    "slice left out": _("slice left out"),
    "swapped names": _("swapped names"),
    "condition always or never": _("condition always or never true"),
    "loop runs once": _("loop runs once"),
    "statement left out": _("statement left out"),
    "another activation": _("another activation"),
    "another loss": _("another loss"),
    "bias left out": _("bias left out"),
    "hardly trained": _("hardly trained"),
    "layer left out": _("layer left out"),
    "labels mixed up": _("labels mixed up"),
    "learning rate far off": _("learning rate far off"),
    "wrong return_sequences": _("wrong return_sequences"),
}
"""What the changes of the solution are called; a new one is shown by its own name."""
STATE_TAGS = {
    ValidationState.PASSED: "tag-good",
    ValidationState.FAILED: "tag-bad",
    ValidationState.ERROR: "tag-warn",
    ValidationState.RUNNING: "tag-accent",
}
PLOT_WIDTH, PLOT_MARGIN = 100.0, 3.0


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage of a proof; ``total`` is 0 before it has begun."""

    label: str | Promise
    done: int
    total: int

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left."""
        return self.total > 0 and self.done >= self.total


def stages(validation: Validation) -> list[Stage]:
    """Return the stages that were asked for, in order, with how far each has come."""
    begun: dict[str, list[Mapping[str, Any]]] = {}
    for one in validation.progress.get("stages", []):
        begun.setdefault(one["stage"], []).append(one)
    asked = {MUTANTS: validation.with_mutants, SEEDS: validation.seeds > 0}
    return [
        Stage(
            label=label,
            done=sum(one["done"] for one in begun.get(name, [])),
            total=sum(one["total"] for one in begun.get(name, [])),
        )
        for name, label in STAGES.items()
        if asked.get(name, True)
    ]


def shown_report(validation: Validation, marked: Collection[Change]) -> dict[str, Any]:
    """Return what the report's template shows; ``marked`` are the changes that the working copy marks by now."""
    report = validation.report
    found = findings(report["problems"])
    at_fault = {one.file for one in found}
    return {
        "report": report,
        "findings": found,
        "sources": [_source(source, source["path"] in at_fault) for source in report["sources"]],
        "mutants": _mutants(report["mutants"], marked) if "mutants" in report else None,
        "seeds": [_seeds(one) for one in report.get("seeds", [])],
    }


def _source(source: Mapping[str, Any], is_at_fault: bool) -> dict[str, Any]:
    return {**source, "label": ROLES.get(source["role"], source["role"]), "is_ok": not is_at_fault}


def _mutants(report: Mapping[str, Any], marked: Collection[Change]) -> dict[str, Any]:
    shown = [_mutant(one, marked) for one in report["results"]]
    return {
        **{name: report[name] for name in ("killed", "survived", "equivalent", "too_slow", "not_run")},
        "judged": report["killed"] + report["survived"],
        "survivors": [one for one in shown if one["fate"] == "survived"],
        "equivalents": [one for one in shown if one["fate"] == "equivalent"],
        "noticed": [one for one in shown if one["fate"] == "killed"],
    }


def _mutant(result: Mapping[str, Any], marked: Collection[Change]) -> dict[str, Any]:
    change = (result["before"], result["after"], result["line"], result["cell"])
    anywhere = (result["before"], result["after"], None, None)
    return {
        **result,
        "shown": _diff(result["diff"]),
        "label": CHANGES.get(result["change"], result["change"]),
        "is_marked": change in marked or anywhere in marked,
    }


def _diff(diff: str) -> SafeString:
    return mark_safe(highlighted(diff, "diff"))  # noqa: S308  # Pygments escaped it.


def _seeds(report: Mapping[str, Any]) -> dict[str, Any]:
    failures = ", ".join(f"{test} ({count})" for test, count in sorted(report["failures"].items()))
    measures = [_measure(one) for one in report["measures"]] if report["stochastic"] else []
    return {**report, "failed": failures, "measures": measures}


def _measure(measure: Mapping[str, Any]) -> dict[str, Any]:
    """Return a measure with the places of its values, its threshold and the suggested one on a line of 0 to 100."""
    values = sorted(value for value in measure["values"] if value is not None)
    marks = [mark for mark in (measure["threshold"], measure["suggested"]) if mark is not None]
    place = _scale([*values, *marks])
    return {
        **measure,
        "least": values[0] if values else None,
        "most": values[-1] if values else None,
        "ticks": [place(value) for value in values],
        "threshold_at": place(measure["threshold"]) if measure["threshold"] is not None else None,
        "suggested_at": place(measure["suggested"]) if measure["suggested"] is not None else None,
    }


def _scale(numbers: list[float]) -> Any:
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    width = (high - low) or 1.0

    def place(number: float) -> str:
        return f"{PLOT_MARGIN + (PLOT_WIDTH - 2 * PLOT_MARGIN) * (number - low) / width:.2f}"

    return place
