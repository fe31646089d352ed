"""Public tests: the prompt's table, row by row and as a batch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import check_outputs

W, B = np.array([0.5, -1.0, 2.0]), -1.0
ROWS = np.array([[2.0, 1.0, 1.0], [3.0, 1.0, 0.0], [4.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 2.0, 0.0]])


@pytest.mark.points(2.5)
@pytest.mark.title(en="The table, one row at a time", ko="표의 값을 한 행씩")
def test_rows(submission: Any) -> None:
    check_outputs(submission.function("neuron"), [(row, W, B) for row in ROWS])


@pytest.mark.points(2)
@pytest.mark.title(en="The table as one batch", ko="표 전체를 한 배치로")
def test_batch(submission: Any) -> None:
    check_outputs(submission.function("neuron"), [(ROWS, W, B)])
