"""CANARY-5f0c31ab: this docstring is a secret."""

from pathlib import Path

import numpy as np
import pytest

from grader.testkit import check_close

pytestmark = pytest.mark.hidden
SECRET = "CANARY-9a7714de"
DATA = np.load(Path(__file__).parent / "data" / "secret.npy")


@pytest.mark.points(3)
@pytest.mark.title(en="scale", ko="scale")
def test_scale(submission):
    check_close(submission.function("scale")(DATA, 3.0), DATA * 3.0)


@pytest.mark.points(2)
@pytest.mark.title(en="answer", ko="answer")
def test_answer(submission):
    assert submission.value("answer", float) == 42.0


@pytest.mark.points(3)
@pytest.mark.title(en="label", ko="label")
def test_label(submission):
    assert submission.function("label")(SECRET) == SECRET[::-1]
