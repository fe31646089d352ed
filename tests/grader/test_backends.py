"""The same Keras exercises on TensorFlow, JAX and PyTorch: only the line ``environment:`` differs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from courses.folders.archive import read_directory
from courses.folders.exercise_folder import ExerciseFolder, read_exercise
from grader.judging.judging import judge
from grader.judging.verdicts import Verdict
from grader.proving.choosing import chosen_sources
from grader.proving.sources import problems_of
from sandbox import Client, Ending, Event, Job, Limits, Program, private_server
from sandbox.environments import ENVIRONMENTS, installed

BACKENDS = {"keras": "tensorflow", "keras-jax": "jax", "keras-torch": "torch"}
OTHERS = [name for name in BACKENDS if name != "keras"]
EXERCISES = Path("courses/content/deep-learning-with-keras/keras")
KIT = """
import keras
import numpy as np

backend = keras.backend.backend()
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="relu"), keras.layers.Dense(1)])
model.compile("adam", "mse")


def tensor():
    return keras.ops.convert_to_tensor([[1.0, 2.0]])


def draw():
    return keras.random.normal((4,)), np.random.normal(size=4)


def train(x, y):
    return model.fit(x, y, epochs=3, verbose=0)
"""
KIT_TESTS = """
import numpy as np
import pytest
from grader.testkit import check_parameters


def test_values_and_seeds(submission):
    assert submission.value("backend") == "{backend}"
    assert submission.function("tensor")().tolist() == [[1.0, 2.0]]
    first, second = (submission.function("draw")(seed=3) for _ in range(2))
    assert np.array_equal(first[0], second[0]) and np.array_equal(first[1], second[1])


def test_models(submission):
    x = np.random.default_rng(0).normal(size=(32, 3)).astype("float32")
    model = submission.model("model")
    check_parameters(model, 11)
    assert np.asarray(model(x)).shape == (32, 1)
    assert np.allclose(model.predict(x), submission.predict("model", x), atol=1e-5)
    assert len(submission.train("train", x, x[:, :1])["loss"]) == 3
    one, history = submission.fit("model", x, x[:, :1], epochs=2, seed=5)
    two, _ = submission.fit("model", x, x[:, :1], epochs=2, seed=5)
    assert all(np.array_equal(a, b) for a, b in zip(one.get_weights(), two.get_weights()))
    one.compile("sgd", "mse")
    assert len(one.fit(x, x[:, :1], epochs=2, verbose=0).history["loss"]) == 2
    assert submission.compiled("model")["loss"] == "mean_squared_error"
"""


@pytest.fixture(scope="module", params=BACKENDS)
def environment(request: pytest.FixtureRequest) -> str:
    name = str(request.param)
    if name not in installed():
        pytest.skip(f"{BACKENDS[name]} is not installed (make jax torch)")
    return name


@pytest.fixture(scope="module")
def client(environment: str) -> Iterator[Client]:
    with private_server([environment]) as path:
        yield Client(path)


def in_environment(files: dict[str, bytes], environment: str) -> ExerciseFolder:
    settings = files["exercise.yaml"].replace(b"environment: keras\n", f"environment: {environment}\n".encode())
    return read_exercise({**files, "exercise.yaml": settings})


def judged(client: Client, folder: ExerciseFolder) -> Verdict:
    return judge(client, folder, folder.solution.format, folder.solution.content)


@pytest.mark.slow
@pytest.mark.parametrize("environment", OTHERS, indirect=True)
@pytest.mark.parametrize("name", ["iris-classifier", "first-dense-model"])
def test_the_bundled_exercises_prove_themselves(client: Client, environment: str, name: str) -> None:
    folder = in_environment(dict(read_directory(EXERCISES / name)), environment)
    assert folder.environment == environment

    sources = [folder.solution, *chosen_sources(folder)]
    judged = {source.path: judge(client, folder, source.format, source.content) for source in sources}
    problems = list(problems_of(folder, judged))

    assert problems == []


@pytest.mark.slow
def test_values_models_and_seeds_arrive_from_every_backend(client: Client, environment: str) -> None:
    files = {
        "exercise.yaml": b"title: {en: A, ko: A}\npoints: 2\nkind: code\nenvironment: keras\n",
        "prompt.en.md": b"A",
        "prompt.ko.md": b"A",
        "starter.py": b"x = 1\n",
        "solution.py": KIT.encode(),
        "tests/test_all.py": KIT_TESTS.replace("{backend}", BACKENDS[environment]).encode(),
    }
    folder = in_environment(files, environment)

    verdict = judged(client, folder)

    assert [(report.id, report.outcome, report.message) for report in verdict.reports] == [
        ("test_values_and_seeds", "passed", None),
        ("test_models", "passed", None),
    ]


@pytest.mark.slow
def test_jails_open_fast_and_train_in_a_fork(client: Client, environment: str) -> None:
    source = KIT + "train(np.ones((8, 3)), np.ones(8))\nimport sys\nprint(backend, 'tensorflow' in sys.modules)\n"
    program = Program(entry="sandbox.alone:main", files={"main.py": source.encode()}, arguments={"main": "main.py"})
    said: list[Event] = []

    job = Job(id="1", environment=environment, submission=program, limits=Limits(seconds=30, memory_mb=2048))
    end = client.run(job, said.append)

    assert end.submission.ending == Ending.FINISHED
    assert (
        "".join(event.data.get("text", "") for event in said) == f"{BACKENDS[environment]} {environment == 'keras'}\n"
    )


def test_every_keras_environment_has_a_backend_of_its_own() -> None:
    backends = {name: ENVIRONMENTS[name].variables.get("KERAS_BACKEND", "tensorflow") for name in BACKENDS}

    assert backends == BACKENDS
