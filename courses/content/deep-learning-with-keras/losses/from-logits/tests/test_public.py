"""Public tests: the three examples, and small batches."""

from __future__ import annotations

from typing import Any

import numpy as np
from reference import BINARY, CATEGORICAL, NAMES, SPARSE, check_loss

from grader.testkit import for_each

Z = np.array([[1.5, 0.8, 2.1]])
EXAMPLES = {
    BINARY: (np.array([1]), np.array([0.8])),
    CATEGORICAL: (np.array([[0, 0, 1]]), Z),
    SPARSE: (np.array([2]), Z),
}
ROWS = np.array([[1.5, 0.8, 2.1], [2.0, -1.0, 0.5], [0.0, 3.0, 1.0], [-2.0, 1.0, 0.5]])
BATCHES = {
    BINARY: (np.array([1, 0, 1, 0, 0]), np.array([2.2, -1.4, -0.4, 0.9, -3.0])),
    CATEGORICAL: (np.array([[0, 0, 1], [1, 0, 0], [0, 1, 0], [1, 0, 0]]), ROWS),
    SPARSE: (np.array([2, 0, 1, 0]), ROWS),
}


@for_each("name", NAMES, points=0.75, en="{name}: the example of the exercise", ko="{name}: 문제의 예제")
def test_example(submission: Any, name: str) -> None:
    check_loss(submission.function(name)(*EXAMPLES[name]), name, *EXAMPLES[name])


@for_each("name", NAMES, points=0.5, en="{name}: the mean over a batch", ko="{name}: 배치에 대한 평균")
def test_batch(submission: Any, name: str) -> None:
    check_loss(submission.function(name)(*BATCHES[name]), name, *BATCHES[name])
