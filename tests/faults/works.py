"""Two courses, and work whose right end is known beforehand."""

from __future__ import annotations

from pathlib import Path

from tests.courses.examples import EXERCISE_YAML, write_course

COURSES = ("first", "second")
STUDENTS = 25
_BODIES = (
    "import numpy as np\n\ndef double(x):\n    return int(np.add(x, x))\n",
    "def double(x):\n    return 2\n",
    "raise RuntimeError('on purpose')\n",
)
_ENDS = (("graded", 10.0), ("graded", 4.0), ("failed", 0.0))
POISON_THREADS = 7
_POISON = f"""
import threading, time
for _ in range({POISON_THREADS - 1}):
    threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
time.sleep(20)
"""
POISONED = ("error", None)
"""The end of work that takes its jail down whenever it is tried."""
End = tuple[str, float | None]


def content_of(number: int) -> str:
    """Return the source of the work with a number: right, right for one test of three, or broken, in turn."""
    return f"{_BODIES[number % 3]}# work {number}\n"


def end_of(number: int) -> End:
    """Return the state and score that this work must come to."""
    return _ENDS[number % 3]


def poison(number: int) -> str:
    """Return work that makes itself known by its threads and waits, for somebody to kill its jail."""
    return f"{_POISON}# work {number}\n"


def write_courses(content: Path) -> None:
    """Write both courses under ``content``, each with an exercise of 10 points that needs NumPy only."""
    settings = EXERCISE_YAML + b"environment: numpy\n"
    for slug in COURSES:
        folder = write_course(content, **{"basics/double/exercise.yaml": settings})
        folder.rename(content / slug)
