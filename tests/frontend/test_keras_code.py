"""The Keras program that the network playground offers to copy, run as it stands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from courses.figures.playground import MAKERS, make_data
from courses.figures.randomness import random_from
from tests.frontend.node import run

COUNT_PARAMETERS = "\nimport sys\nprint('parameters', model.count_params(), file=sys.stderr)\n"
NOISE = 0.1


@pytest.fixture(scope="module")
def written() -> Any:
    """The programs of two networks with how many parameters the playground counts, and every set's data function."""
    return json.loads(run("tests/frontend/figures/print_keras_code.ts").stdout)


@pytest.mark.parametrize("index", [0, 1])
def test_the_program_runs_and_builds_the_network_of_the_playground(written: Any, index: int, tmp_path: Path) -> None:
    program = written["programs"][index]
    path = tmp_path / "main.py"
    path.write_text(program["code"] + COUNT_PARAMETERS, encoding="utf-8")

    ended = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=120, check=False)

    assert ended.returncode == 0, ended.stderr
    assert f"parameters {program['parameters']}\n" in ended.stderr
    assert "Epoch 3/3" in ended.stdout


@pytest.mark.parametrize("name", list(MAKERS))
def test_the_program_makes_data_like_the_playground_does(written: Any, name: str) -> None:
    namespace: dict[str, Any] = {"np": np, "rng": np.random.default_rng(1)}
    source = written["makers"][name]
    exec(source[source.index("def make_data") :], namespace)
    rows, _none = make_data(name, NOISE, 1, random_from(1))

    points, labels = namespace["make_data"](len(rows), NOISE)

    found = np.column_stack([points, labels])
    expected = np.array(rows)
    assert found.shape == expected.shape
    assert np.abs(found.mean(axis=0) - expected.mean(axis=0)).max() < 0.3
    assert np.abs(found.std(axis=0) - expected.std(axis=0)).max() < 0.15
    assert _loss_of_nearest(points, labels, expected) < 0.5


def _loss_of_nearest(points: Any, labels: Any, expected: Any) -> float:
    """How far the labels are from those of the nearest points of the other sample, relative to guessing their mean."""
    distances = np.linalg.norm(points[:, None] - expected[None, :, :2], axis=2)
    nearest = expected[distances.argmin(axis=1), 2]
    return float(np.mean((labels - nearest) ** 2) / np.var(labels))
