"""What this process counts and times, for Prometheus. Labels are few and bounded; none names a person or their work.

``queue`` is ``runs``, ``submissions`` or ``regrades``; ``course`` is a slug; ``view`` is an address's name.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, disable_created_metrics

disable_created_metrics()  # type: ignore[no-untyped-call]
registry = CollectorRegistry()
ProcessCollector(namespace="backpass", registry=registry)

STAGES = Histogram(
    "backpass_grading_stage_seconds",
    "Seconds of each stage of a grading: wait, claim, judge (of that, by the jails' clocks: submission, tests), store.",
    ["stage", "queue"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900),
    registry=registry,
)
ENDED = Counter(
    "backpass_gradings_ended",
    "Gradings that reached a final state: graded, failed (the code could not be judged), error (ours), canceled.",
    ["course", "queue", "outcome"],
    registry=registry,
)
CLAIMS = Counter(
    "backpass_claims",
    "Tries of this worker to claim a queued grading: claimed, or not_now (gone, or no slot free).",
    ["result"],
    registry=registry,
)
RETRIES = Counter(
    "backpass_gradings_given_back",
    "Attempts that failed through our fault and are tried again: tests, sandbox, lost (its worker fell silent), other.",
    ["course", "reason"],
    registry=registry,
)
JUDGING = Gauge("backpass_judging", "Gradings that this worker judges now.", registry=registry)
REQUESTS = Counter(
    "backpass_requests",
    "Answered requests by address name, method and status.",
    ["view", "method", "status"],
    registry=registry,
)
REQUEST_SECONDS = Histogram(
    "backpass_request_seconds",
    "Seconds until the answer, for a stream until it begins, by address name.",
    ["view"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=registry,
)
STREAMS = Gauge("backpass_live_streams", "Live pages that are open on this process.", registry=registry)
