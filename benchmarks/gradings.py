"""Gradings through the whole path of a worker, from claim to stored score, and what they are held against."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.floor import WarmPlainProcess, script_of, with_epochs
from benchmarks.samples import Samples, ratio
from courses.loading import BUNDLED_CONTENT
from courses.models import Exercise
from grader.models import Format, Grading, State
from grader.queueing.working import grade_next
from grader.workbench.handing_in import hand_in_submission
from sandbox import Client

IRIS = BUNDLED_CONTENT / "deep-learning-with-keras" / "keras" / "iris-classifier"
FUNCTIONS = BUNDLED_CONTENT / "deep-learning-with-keras" / "activations" / "activation-functions"


def measure(socket_path: Path, count: int) -> list[Samples]:
    """Measure both exercises. Needs a database with the bundled course and one student."""
    client = Client(socket_path)
    return [*_functions(client, count), *_iris(client, count)]


def _functions(client: Client, count: int) -> list[Samples]:
    samples = Samples("activation-functions, claim to stored score", "ms", target=250)
    content = (FUNCTIONS / "solution.py").read_text(encoding="utf-8")
    for turn in range(count + 1):
        seconds = _grade(client, "activation-functions", Format.CODE, f"{content}\n# {turn}\n")
        if turn:
            samples.values.append(seconds * 1000)
    return [samples]


def _iris(client: Client, count: int) -> list[Samples]:
    """Measure in turn: graded and plain warm with 20 epochs; graded and plain cold with 5."""
    graded = Samples("iris, 20 epochs, claim to stored score", "s")
    floor = Samples("iris, 20 epochs, plain warm", "s")
    graded_5 = Samples("iris, 5 epochs, claim to stored score", "s")
    cold_5 = Samples("iris, 5 epochs, cold script", "s")
    notebook = (IRIS / "solution.ipynb").read_text(encoding="utf-8")
    warm = WarmPlainProcess()
    with TemporaryDirectory() as folder:
        data = (IRIS / "files" / "iris_train.csv").read_bytes()
        Path(folder, "iris_train.csv").write_bytes(data)
        long, short = Path(folder, "long.py"), Path(folder, "short.py")
        long.write_text(script_of(IRIS / "solution.ipynb", epochs=20), encoding="utf-8")
        short.write_text(script_of(IRIS / "solution.ipynb", epochs=5), encoding="utf-8")
        for turn in range(count):
            graded.values.append(_grade(client, "iris-classifier", Format.NOTEBOOK, f"{notebook}{' ' * (turn + 1)}"))
            floor.values.append(warm.seconds_of(long))
            five = with_epochs(notebook, 5) + " " * (turn + 1)
            graded_5.values.append(_grade(client, "iris-classifier", Format.NOTEBOOK, five))
            cold_5.values.append(_cold(short))
    warm.close()
    return [
        graded,
        floor,
        ratio("iris, 20 epochs: graded / plain warm", graded, floor, target=1.25),
        graded_5,
        cold_5,
        ratio("iris, 5 epochs: cold script / graded", cold_5, graded_5, target=3, at_least=True),
    ]


def _grade(client: Client, slug: str, written_as: Format, content: str) -> float:
    """Hand in work and return the seconds that the worker took for it."""
    from accounts.models import User

    student = User.objects.get(email="student@example.org")
    grading = hand_in_submission(Exercise.objects.get(slug=slug), student, written_as, content)
    began = time.perf_counter()
    grade_next(grading.pk, client)
    seconds = time.perf_counter() - began
    state = Grading.objects.get(pk=grading.pk).state
    if state != State.GRADED:
        raise RuntimeError(f"{slug} ended as {state}")
    return seconds


def _cold(script: Path) -> float:
    began = time.perf_counter()
    environment = {"MPLBACKEND": "agg", "TF_CPP_MIN_LOG_LEVEL": "3", "PATH": "/usr/bin:/bin"}
    subprocess.run([sys.executable, str(script)], cwd=script.parent, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began
