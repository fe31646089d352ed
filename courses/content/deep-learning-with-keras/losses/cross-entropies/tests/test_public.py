"""Public tests: the three examples, and small batches."""

from __future__ import annotations

from typing import Any

import numpy as np
from reference import BINARY, CATEGORICAL, NAMES, SPARSE, check_loss

from grader.testkit import for_each

P = np.array([[0.30, 0.15, 0.55]])
EXAMPLES = {
    BINARY: (np.array([1]), np.array([0.69])),
    CATEGORICAL: (np.array([[0, 0, 1]]), P),
    SPARSE: (np.array([2]), P),
}
ROWS = np.array([[0.30, 0.15, 0.55], [0.70, 0.20, 0.10], [0.25, 0.60, 0.15], [0.10, 0.50, 0.40]])
BATCHES = {
    BINARY: (np.array([1, 0, 1, 0, 0]), np.array([0.9, 0.2, 0.4, 0.7, 0.05])),
    CATEGORICAL: (np.array([[0, 0, 1], [1, 0, 0], [0, 1, 0], [1, 0, 0]]), ROWS),
    SPARSE: (np.array([2, 0, 1, 0]), ROWS),
}


@for_each("name", NAMES, points=1, en="{name}: the example of the exercise", ko="{name}: 문제의 예제")
def test_example(submission: Any, name: str) -> None:
    check_loss(submission.function(name)(*EXAMPLES[name]), name, *EXAMPLES[name])


@for_each("name", NAMES, points=0.5, en="{name}: the mean over a batch", ko="{name}: 배치에 대한 평균")
def test_batch(submission: Any, name: str) -> None:
    check_loss(submission.function(name)(*BATCHES[name]), name, *BATCHES[name])
