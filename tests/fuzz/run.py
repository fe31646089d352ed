"""Fuzz one target: ``python -m tests.fuzz.run TARGET --seconds N``. What it learns stays in ``var/fuzz/TARGET``.

Ends with code 0 when nothing was found. A finding is saved beside what was learned, as ``crash-…``, ``oom-…`` or
``timeout-…``, and ends the run with another code; the same command with ``--input FILE`` shows it again.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import atheris

LEARNED = Path("var/fuzz")
SEEDS = Path(__file__).resolve().parent / "seeds"
MAX_BYTES = 20_000
MEMORY_MB = 2_500
SLOW_SECONDS = 10


def main() -> None:
    """Run libFuzzer, which ends the process."""
    with atheris.instrument_imports(include=["sandbox", "grader", "courses"]):
        from tests.fuzz.targets import TARGETS
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run")
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--input", type=Path, help="run this one input only")
    options = parser.parse_args()
    target = TARGETS[options.target]
    with atheris.instrument_imports(include=["sandbox", "grader", "courses"]):
        # The modules of a target are imported when it first runs.
        target(b"{}")
    if options.input:
        target(options.input.read_bytes())
        return
    learned = LEARNED / options.target
    learned.mkdir(parents=True, exist_ok=True)
    arguments = [
        sys.argv[0],
        str(learned),
        str(SEEDS / options.target),
        f"-max_total_time={options.seconds}",
        f"-max_len={MAX_BYTES}",
        f"-rss_limit_mb={MEMORY_MB}",
        f"-timeout={SLOW_SECONDS}",
        f"-artifact_prefix={learned}/",
        "-verbosity=0",
        "-print_final_stats=1",
    ]
    atheris.Setup(arguments, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
