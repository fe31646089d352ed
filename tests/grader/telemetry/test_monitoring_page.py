"""docs/monitoring.md names every metric that there is, and its alerts ask for no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from grader.telemetry import sandboxes
from grader.telemetry.board import Board
from grader.telemetry.exposition import exposition

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "monitoring.md").read_text()
ANSWER = {"id": "x" * 32, "environments": {"numpy": True}, "slots": 2, "counts": {}}


def names(board: Board) -> set[str]:
    """The names that a query may use: of counters and histograms those of their samples."""
    board.put(sandboxes.entry_of(ANSWER, "host"))
    families = list(text_string_to_metric_families(exposition().decode()))
    return {family.name + ("_total" if family.type == "counter" else "") for family in families}


@pytest.mark.django_db
def test_the_table_names_every_metric_and_no_other(board: Board) -> None:
    table = PAGE[PAGE.index("## Metrics") : PAGE.index("## Alerts")]
    assert set(re.findall(r"`(backpass_\w+)`", table)) == names(board)


@pytest.mark.django_db
def test_alerts_ask_for_metrics_that_there_are(board: Board) -> None:
    text = PAGE[PAGE.index("groups:") :].partition("```")[0]
    rules = yaml.safe_load(text)["groups"][0]["rules"]
    known = names(board)
    for rule in rules:
        asked = set(re.findall(r"backpass_\w+", rule["expr"]))
        assert {name.removesuffix("_bucket") for name in asked} <= known, rule["alert"]
    assert len(rules) >= 8
