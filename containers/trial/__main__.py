"""Run the trial: ``python -m containers.trial``, which ``make test-containers`` calls.

With ``KEEP=FOLDER`` an engine of its own keeps its images there for the next trial; otherwise all that a trial makes
is removed at its end, however it ends.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from containers.trial.attacks import (
    attack_modules,
    errors_logged,
    left_behind,
    restarts,
    run_attacks,
    share_sockets,
)
from containers.trial.classroom import Student, first_works
from containers.trial.engine import Engine, find_engine
from containers.trial.hardening import hardening_checks
from containers.trial.host import build_settings
from containers.trial.shell import CannotTryError, TrialFailedError
from containers.trial.site import Site

PROJECT = "backpass-trial"
_SETTLING_SECONDS = 10.0


class Trial:
    """Counts what was tried, and says it line by line."""

    def __init__(self) -> None:
        self.passed = self.failed = self.skipped = 0

    def check(self, what: str, *, holds: bool) -> None:
        """Count one promise."""
        self.passed, self.failed = self.passed + holds, self.failed + (not holds)
        print(f"  {'ok    ' if holds else 'FAILED'}  {what}", flush=True)

    def skip(self, what: str) -> None:
        """Count something that could not be tried."""
        self.skipped += 1
        print(f"  skipped  {what}", flush=True)

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Say what begins and how long it took."""
        print(f"{what} …", flush=True)
        began = time.monotonic()
        yield
        print(f"  {time.monotonic() - began:.0f} s", flush=True)

    def summary(self) -> str:
        """Return the closing line."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def main() -> int:
    """Run the trial; exit code 0 when every promise holds, or when this machine cannot try."""
    parser = argparse.ArgumentParser(prog="python -m containers.trial", description=__doc__)
    parser.add_argument("--keep", type=Path, default=os.environ.get("KEEP") or None, help="folder to keep images in")
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    trial = Trial()
    try:
        with ExitStack() as cleanup:
            folder = cleanup.enter_context(_folder(options.keep))
            with trial.step("Looking for an engine, or starting one"):
                engine = cleanup.enter_context(find_engine(folder))
            _try(trial, engine, folder, cleanup)
    except CannotTryError as error:
        trial.skip(str(error))
    except TrialFailedError as error:
        trial.check(str(error), holds=False)
    except KeyboardInterrupt:
        print("Stopped; all that was made has been removed.", file=sys.stderr)
        return 130
    print(trial.summary(), flush=True)
    return 1 if trial.failed else 0


def _try(trial: Trial, engine: Engine, folder: Path, cleanup: ExitStack) -> None:
    work = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="backpass-trial-")))
    site = Site.new(engine, PROJECT, build_settings(work))
    if engine.own and "python" not in engine.docker("image", "ls", "--format", "{{.Repository}}"):
        with trial.step("Making base images from Debian's packages"):
            site.make_bases(folder)
    cleanup.callback(_remove, site)
    with trial.step("Building the images"):
        site.build()
    with trial.step("Starting the site"):
        site.start()
    print("\n".join(f"  {line}" for line in site.figures()), flush=True)
    trial.check(f"the sandboxes start without an error {errors_logged(site)}".rstrip(), holds=not errors_logged(site))
    with trial.step("Looking at the containers"):
        for check in hardening_checks(site):
            trial.check(check.what, holds=check.holds)
    with trial.step("Handing in the first exercises' solutions and a wrong attempt each"):
        _try_classroom(trial, site)
    with trial.step("Attacking the sandboxes"):
        _try_attacks(trial, site, work)


def _try_classroom(trial: Trial, site: Site) -> None:
    student = Student(site.address)
    student.sign_up_and_join()
    for work in first_works():
        result = student.hand_in(work)
        is_full = result.state == "graded" and 0 < result.max_score == result.score
        points = f"{result.score:g} of {result.max_score:g} points"
        what = f"{work.exercise}, {work.file.name}: {result.state}, {points} in {result.seconds:.1f} s"
        trial.check(what, holds=is_full if work.is_right else result.state in ("graded", "failed") and not is_full)


def _try_attacks(trial: Trial, site: Site, work: Path) -> None:
    before = left_behind(site)
    try:
        sockets = share_sockets(site, work)
    except CannotTryError as error:
        trial.skip(f"attack suite: {error}")
        return
    for module in attack_modules():
        try:
            trial.check(f"{module}: {run_attacks(module, sockets)}", holds=True)
        except TrialFailedError as error:
            trial.check(str(error), holds=False)
    deadline = time.monotonic() + _SETTLING_SECONDS
    while (after := left_behind(site)) != before and time.monotonic() < deadline:
        time.sleep(0.5)
    trial.check(f"nothing left behind in the sandboxes: {after}, before {before}", holds=after == before)
    trial.check("no sandbox was started anew, and all are healthy", holds=restarts(site) == 0)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """Yield the folder of an engine of our own: the one to keep, or a new one that is removed afterwards."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    folder = Path(tempfile.mkdtemp(prefix="backpass-engine-", dir="/var/tmp"))  # Large, and /tmp may be memory.
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove(site: Site) -> None:
    with contextlib.suppress(TrialFailedError):
        site.remove()


def _interrupt(*_: object) -> None:
    """Begin to clean up, and let nobody interrupt that."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
