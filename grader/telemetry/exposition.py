"""All metrics of the site as one text: of every process on the board, of this one, and what the database knows.

One address for all, because workers and sandboxes have no port that anything could ask, and several web processes share
one. Each process counts for itself and its samples bear its name in ``process``, so that a process that ends takes its
counters along and none of the others' jumps. What a reader of several sites wants apart is Prometheus's ``instance``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import DatabaseError
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

from grader.telemetry.board import BoardUnavailable, Entry, board
from grader.telemetry.publishing import web_entries
from grader.telemetry.stored import StoredCollector


def exposition() -> bytes:
    """Return the metrics in Prometheus's text format. Without database or Redis, what is left of them."""
    entries, redis_answers = _entries()
    stored, database_answers = _stored()
    up = {"redis": redis_answers, "database": database_answers}
    registry = CollectorRegistry()
    registry.register(_Families([*_of_parts(up), *_of_processes(entries), *stored, *merged(entries)]))
    return generate_latest(registry)


def merged(entries: Iterable[Entry]) -> list[Metric]:
    """Return the families of all processes, each once, with the process named on every sample."""
    families: dict[str, Metric] = {}
    for entry in entries:
        for family in text_string_to_metric_families(entry.metrics):
            known = families.setdefault(family.name, Metric(family.name, family.documentation, family.type))
            known.samples += [
                sample._replace(labels={**sample.labels, "process": entry.name}) for sample in family.samples
            ]
    return list(families.values())


def _entries() -> tuple[list[Entry], bool]:
    """Return this process's entry as it is now and the others' of the last half minute, and whether Redis answers."""
    (own,) = web_entries()
    try:
        others = [one for one in board().entries(with_metrics=True) if one.is_there and one.name != own.name]
    except BoardUnavailable:
        return [own], False
    return [own, *others], True


def _stored() -> tuple[list[Metric], bool]:
    try:
        return list(StoredCollector().collect()), True
    except DatabaseError:
        return [], False


def _of_parts(up: dict[str, bool]) -> Iterator[Metric]:
    family = GaugeMetricFamily("backpass_up", "Whether the part answers: database, redis.", labels=["part"])
    for part, answers in up.items():
        family.add_metric([part], int(answers))
    yield family


def _of_processes(entries: list[Entry]) -> Iterator[Metric]:
    """Yield who is there: an alert on workers needs a number that is 0 and not missing when there is none."""
    there = GaugeMetricFamily("backpass_processes", "Processes seen in the last 35 seconds.", labels=["kind"])
    for kind in ("web", "worker", "sandbox"):
        there.add_metric([kind], sum(one.kind == kind for one in entries))
    yield there


class _Families(Collector):
    def __init__(self, families: list[Metric]) -> None:
        self._families = families

    def collect(self) -> list[Metric]:
        """Return what it was given."""
        return self._families
