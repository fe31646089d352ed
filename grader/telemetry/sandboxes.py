"""What the sandbox servers on this machine say of themselves. Workers pass it on, since nothing else reaches them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from grader.telemetry.board import Entry
from sandbox import Client, SandboxUnavailable
from sandbox.environments import ENVIRONMENTS

STATES = ("warm", "cold", "silent")
"""A warm environment opens jails at once; a cold one is starting; a silent server has a socket and does not answer."""
COUNTERS = (
    ("jobs", "backpass_sandbox_jobs", "Jobs carried out: done or canceled.", ["environment", "result"]),
    (
        "jails",
        "backpass_sandbox_jails",
        "Jails by how they ended: finished, exited, killed (not needed any more), or what they ran into.",
        ["environment", "jail", "ending"],
    ),
    ("refused", "backpass_sandbox_refused", "Jobs not carried out, through no fault of the code in them.", ["reason"]),
    ("restarts", "backpass_sandbox_warm_restarts", "Warm processes that died and were started again.", ["environment"]),
    (
        "seconds",
        "backpass_sandbox_seconds",
        "Seconds spent: slot (waiting for one), job, and in each jail.",
        ["environment", "stage"],
    ),
)


def sockets() -> list[str]:
    """Return the sockets of sandbox servers that exist on this machine."""
    path = settings.SANDBOX_SOCKET
    paths = [path.replace("{environment}", name) for name in ENVIRONMENTS] if "{environment}" in path else [path]
    return [one for one in paths if Path(one).exists()]


def environments_here() -> dict[str, str]:
    """Return the state, one of ``STATES``, of each environment on this machine; of a silent server by its socket."""
    return environments_of(answers())


def environments_of(found: dict[str, dict[str, Any] | None]) -> dict[str, str]:
    """Return the state of each environment that servers, by their sockets, have told of."""
    states: dict[str, str] = {}
    for socket, answer in found.items():
        if answer is None:
            states[_name_of(socket)] = "silent"
        else:
            states |= {name: "warm" if warm else "cold" for name, warm in answer["environments"].items()}
    return states


def answers() -> dict[str, dict[str, Any] | None]:
    """Ask every server on this machine; ``None`` of those that do not answer within five seconds."""
    return {socket: _ask(socket) for socket in sockets()}


def _ask(socket: str) -> dict[str, Any] | None:
    try:
        return Client(socket).ping()
    except SandboxUnavailable:
        return None


def _name_of(socket: str) -> str:
    folder = Path(socket).parent.name
    return folder if folder in ENVIRONMENTS else "sandbox"


def entry_of(answer: dict[str, Any], host: str) -> Entry:
    """Return a sandbox server's entry for the board. Several workers may write it; it is one entry all the same."""
    registry = CollectorRegistry()
    registry.register(_Told(answer))
    return Entry(
        name=f"sandbox-{host}-{str(answer.get('id', ''))[:8]}",
        kind="sandbox",
        host=host,
        facts={"environments": answer["environments"], "slots": answer["slots"]},
        metrics=generate_latest(registry).decode(),
    )


class _Told(Collector):
    def __init__(self, answer: dict[str, Any]) -> None:
        self._answer = answer

    def collect(self) -> Iterator[Metric]:
        """Yield what the server has counted, and its slots."""
        counts = self._answer.get("counts", {})
        for key, name, text, labels in COUNTERS:
            family = CounterMetricFamily(name, text, labels=labels)
            for *values, number in counts.get(key, []):
                family.add_metric([str(value) for value in values], number)
            yield family
        slots = GaugeMetricFamily("backpass_sandbox_slots", "Jobs that the server runs at once.")
        slots.add_metric([], self._answer["slots"])
        yield slots
        jobs = GaugeMetricFamily("backpass_sandbox_jobs_now", "Jobs running, and waiting for a slot.", labels=["state"])
        for state in ("running", "waiting"):
            jobs.add_metric([state], counts.get("now", {}).get(state, 0))
        yield jobs
        warm = GaugeMetricFamily("backpass_sandbox_warm", "Whether jails open at once.", labels=["environment"])
        for name, is_warm in self._answer["environments"].items():
            warm.add_metric([name], int(is_warm))
        yield warm
