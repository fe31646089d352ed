"""What is said of a load, from the times that were taken."""

from __future__ import annotations

from statistics import median
from typing import Any

from benchmarks.load.students import Crowd
from benchmarks.samples import Samples, quantile

Times = list[list[float]]
"""When each grading was handed in, started and ended, in seconds since the epoch."""
BUSY = 8
"""So many gradings must wait for the workers to be called busy."""
PAGES = ("home", "course", "lesson", "exercise", "result")


def rush_figures(crowd: Crowd, late: int, found: dict[str, Any], most: Times) -> list[Samples]:
    """Return the figures of a class that comes at once."""
    times = crowd.site.times
    pages = [seconds for kind in PAGES for seconds in times.get(kind, [])]
    forms = [seconds for kind in ("draft", "run", "submit") for seconds in times.get(kind, [])]
    waits = [began - queued for queued, began, _ended in found["times"]]
    whole = [ended - queued for queued, _began, ended in found["times"]]
    return [
        lost_figure(crowd, late, found),
        *_spread("pages", "ms", pages, 1000),
        *_spread("drafts, runs and submissions taken in", "ms", forms, 1000),
        *_spread("from handing in to the start", "s", waits),
        *_spread("from handing in to the score", "s", whole),
        *_spread("live events, from written to arrived", "ms", delays(crowd, found), 1000),
        *_rates(found["times"], most),
    ]


def lost_figure(crowd: Crowd, late: int, found: dict[str, Any]) -> Samples:
    """Return how much went wrong in all: every confirmed work has one right final grading, and every page heard so."""
    amiss = {
        "students who had not left": late,
        "unexpected answers": len(crowd.site.problems),
        "live results without an end": crowd.unfinished,
        "gradings lost": len(found["lost"]),
        "gradings that nobody was told of": found["unasked"],
        "in another state": sum(many for state, many in found["states"].items() if state != "graded"),
        "tried more than once": sum(many for attempt, many in found["attempts"].items() if attempt != "1"),
        "graded wrong": len(found["wrong"]),
        "without exactly one end": len(found["ends_amiss"]),
    }
    for what, many in amiss.items():
        if many:
            print(f"  {what}: {many}")
    name = f"{len(crowd.expected)} runs and submissions: lost, stuck, doubled, wrong, or an error"
    return Samples(name, "", target=0, values=[float(sum(amiss.values()))])


def delays(crowd: Crowd, found: dict[str, Any]) -> list[float]:
    """Return the seconds from an event's writing to its arrival, for those that were written while it was followed."""
    written = {(grading, number): at for grading, number, at in found["written"]}
    told = ((one.grading, one.number, one.at) for one in crowd.told if one.number not in (None, 1))
    return [at - written[grading, number] for grading, number, at in told if (grading, number) in written]


def _rates(times: Times, most: Times) -> list[Samples]:
    at_load, alone = rate(times), rate(most)
    return [
        Samples("gradings a second while the queue was full", "", values=[at_load] if at_load else [0.0]),
        Samples("… of the workers alone, the same gradings", "", values=[alone]),
        Samples("… share of the workers' own maximum", "%", values=[100 * at_load / alone]),
    ]


def rate(times: Times) -> float:
    """Return the gradings that ended in a second, over the time in which ``BUSY`` or more waited."""
    changes = sorted([(queued, 1) for queued, _, _ in times] + [(began, -1) for _, began, _ in times])
    waiting, spans, since = 0, [], None
    for at, change in changes:
        waiting += change
        if waiting >= BUSY and since is None:
            since = at
        elif waiting < BUSY and since is not None:
            spans.append((since, at))
            since = None
    seconds = sum(end - begin for begin, end in spans)
    ended = sum(any(begin < end_of <= end for begin, end in spans) for _, _, end_of in times)
    return ended / seconds if seconds else 0.0


def turn_figures(turns: dict[str, Times]) -> list[Samples]:
    """Return what a course's students wait without and with another course's flood."""
    figures = []
    for name, first, last in (("start", 0, 1), ("score", 0, 2)):
        before, beside, flooded = (
            [one[last] - one[first] for one in turns[key]] for key in ("before", "beside", "flood")
        )
        times = Samples("… times as long, of the medians", "times", values=[median(beside) / median(before)])
        figures += [
            *_spread(f"a submission a second, from handing in to the {name}", "ms", before, 1000),
            *_spread(f"… beside another course's {len(flooded)} at once", "ms", beside, 1000),
            times,
            *_spread("… and the flood's own", "s", flooded),
        ]
    return figures


def _spread(name: str, unit: str, seconds: list[float], times: int = 1) -> list[Samples]:
    values = [one * times for one in seconds] or [0.0]
    return [Samples(name, unit, values=values), Samples("… 95th percentile", unit, values=[quantile(values, 0.95)])]
