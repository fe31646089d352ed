"""``make bench``: measures, prints a table and writes ``var/benchmarks.json``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import jails, soak
from benchmarks.database import database
from benchmarks.samples import Samples, machine, table
from sandbox import private_server

WITH_SANDBOX = ("jails", "soak", "gradings")


def main() -> int:
    """Run the wanted parts; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures Backpass on this machine.")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="what to measure; everything by default")
    parser.add_argument("-n", "--count", type=int, default=20, help="measurements of each kind (20)")
    parser.add_argument("--regraded", type=int, default=1000, help="submissions of the regrade (1000)")
    parser.add_argument("--json", type=Path, default=Path("var/benchmarks.json"), help="where the figures go")
    parser.add_argument("--students", type=int, default=500, help="students of the load (500)")
    parser.add_argument("--seconds", type=int, default=90, help="the load's ten minutes before the due date (90)")
    parser.add_argument("--postgres", action="store_true", help="the load and the long run: on PostgreSQL")
    parser.add_argument("--in-a-row", type=int, default=5000, help="gradings of the long run (5000)")
    options = parser.parse_args()
    series = _measure(options.parts or PARTS, options)
    print(f"\n{machine()}\n\n{table(series)}")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(_report(series), indent=1), encoding="utf-8")
    return 0 if all(one.reached is not False for one in series) else 1


def _measure(parts: tuple[str, ...], options: argparse.Namespace) -> list[Samples]:
    series: list[Samples] = []
    count = options.count
    if set(WITH_SANDBOX) & set(parts):
        print("Warming a sandbox server …", flush=True)
        with private_server() as socket_path:
            if "jails" in parts:
                print("Measuring jails …", flush=True)
                series += jails.measure(socket_path, count)
            if "soak" in parts:
                print(f"Running {soak.JOBS} jobs in a row (some minutes) …", flush=True)
                series += soak.measure(socket_path)
            if "gradings" in parts:
                series += _measure_gradings(socket_path, count)
    for name, measure in ALONE.items():
        if name in parts:
            series += measure(options)
    return series


def _measure_gradings(socket_path: Path, count: int) -> list[Samples]:
    """Measure with a student, and without a broker."""
    with database():
        from accounts.models import User
        from benchmarks import gradings

        User.objects.create_user("student@example.org", "backpass")
        print("Measuring gradings (some minutes) …", flush=True)
        return gradings.measure(socket_path, count)


def _measure_pages(count: int) -> list[Samples]:
    with database():
        from benchmarks import pages

        print("Filling a database and measuring pages …", flush=True)
        return pages.measure(count)


def _measure_streams() -> list[Samples]:
    with database():
        from benchmarks import streams

        print(f"Watching {streams.STREAMS} live streams (half a minute) …", flush=True)
        return streams.measure()


def _measure_browser(count: int) -> list[Samples]:
    from benchmarks import browser

    print("Measuring in a browser …", flush=True)
    return browser.measure(count)


def _measure_warm_ups(count: int) -> list[Samples]:
    from benchmarks import warm_ups

    print("Running the iris notebook without each change to Keras (some minutes) …", flush=True)
    return warm_ups.measure(count)


def _measure_figures(count: int) -> list[Samples]:
    from benchmarks import figures

    print("Measuring the playground …", flush=True)
    return figures.measure(count)


def _measure_gradebook(count: int) -> list[Samples]:
    from benchmarks import gradebook

    return gradebook.measure(count)


def _measure_regrade(submissions: int) -> list[Samples]:
    from benchmarks import regrades

    print(f"Regrading {submissions} submissions beside live ones (some minutes) …", flush=True)
    return regrades.measure(submissions)


def _measure_analytics(count: int) -> list[Samples]:
    from benchmarks import analytics

    print("Filling a PostgreSQL database and measuring analytics (two minutes) …", flush=True)
    return analytics.measure(max(count, 20))


def _measure_load(options: argparse.Namespace) -> list[Samples]:
    from benchmarks import load

    return load.measure(options.students, options.seconds, postgres=options.postgres)


def _measure_long_run(options: argparse.Namespace) -> list[Samples]:
    from benchmarks import long_run

    return long_run.measure(options.in_a_row, postgres=options.postgres)


ALONE: Mapping[str, Callable[[argparse.Namespace], list[Samples]]] = {
    "pages": lambda options: _measure_pages(options.count),
    "gradebook": lambda options: _measure_gradebook(options.count),
    "streams": lambda _: _measure_streams(),
    "warm-ups": lambda options: _measure_warm_ups(options.count),
    "browser": lambda options: _measure_browser(options.count),
    "figures": lambda options: _measure_figures(options.count),
    "regrade": lambda options: _measure_regrade(options.regraded),
    "analytics": lambda options: _measure_analytics(options.count),
    "load": _measure_load,
    "long-run": _measure_long_run,
}
"""What needs no sandbox server of ours, in its order: called with the options of the command line."""
PARTS = (*WITH_SANDBOX, *ALONE)


def _report(series: list[Samples]) -> dict[str, object]:
    measured_at = datetime.now(UTC).isoformat(timespec="seconds")
    return {"machine": machine(), "measured_at": measured_at, "series": [one.to_dict() for one in series]}


if __name__ == "__main__":
    sys.exit(main())
