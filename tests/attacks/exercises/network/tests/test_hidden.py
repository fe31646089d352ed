"""CANARY-77d1e05c: this docstring is a secret."""

from pathlib import Path

import numpy as np
import pytest

from grader.testkit import check_parameters

pytestmark = pytest.mark.hidden
DATA = np.load(Path(__file__).parent / "data" / "secret.npz")


@pytest.mark.points(4)
@pytest.mark.title(en="parameters", ko="parameters")
def test_parameters(submission):
    check_parameters(submission.model("model"), 43)


@pytest.mark.points(3)
@pytest.mark.title(en="loss", ko="loss")
def test_loss(submission):
    predictions = submission.model("model").predict(DATA["x"], verbose=0)
    chosen = predictions[np.arange(len(DATA["y"])), DATA["y"]]
    loss = float(-np.log(np.clip(chosen, 1e-7, 1)).mean())
    assert loss < 0.8


@pytest.mark.points(3)
@pytest.mark.title(en="probabilities", ko="probabilities")
def test_probabilities(submission):
    predictions = submission.model("model").predict(DATA["x"], verbose=0)
    assert predictions.shape == (80, 3)
    assert np.allclose(predictions.sum(axis=1), 1, atol=1e-4)
