"""The worker's clock: its rounds, and what it does not stop for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from grader.authoring import validation_queue
from grader.queueing import clock, queue, stopping


@pytest.fixture(autouse=True)
def asked_to_end() -> Iterator[None]:
    yield
    stopping.forget()


def ends_after(rounds: int) -> Callable[[], None]:
    """Return a duty that asks the worker to end in a round."""
    left = iter(range(rounds - 1, -1, -1))

    def count() -> None:
        if next(left) == 0:
            stopping.ask()

    return count


@pytest.mark.django_db(transaction=True)
def test_a_duty_that_fails_keeps_neither_the_others_nor_the_next_round_from_being_done() -> None:
    done: list[str] = []

    def fails() -> None:
        done.append("fails")
        raise RuntimeError("on purpose")

    clock.run([fails, lambda: done.append("other"), ends_after(2)], pause=0)
    assert done == ["fails", "other"] * 2


@pytest.mark.parametrize(
    ("queues", "meets"), [(["runs", "gpu", "submissions"], True), (["runs", "submissions", "regrades"], False)]
)
def test_the_clock_of_a_worker_sweeps_and_that_of_gpus_asks_for_devices(
    queues: list[str], meets: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []
    monkeypatch.setattr(clock, "run", lambda duties, pause: given.extend(duties))
    clock.start(queues).join()
    assert {queue.sweep, validation_queue.sweep} <= set(given)
    assert (clock.meet_devices in given) is meets
