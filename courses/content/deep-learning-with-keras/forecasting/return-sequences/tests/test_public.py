"""Public tests: the model for 4 timesteps of 1 feature."""

from __future__ import annotations

from typing import Any

import pytest
from network import built, check_computes, check_in_and_out, check_size


@pytest.mark.points(2)
@pytest.mark.title(en="80 + 136 + 9 = 225 parameters", ko="매개변수 80 + 136 + 9 = 225개")
def test_parameters(submission: Any) -> None:
    check_size(built(submission, 4, 1), 4, 1)


@pytest.mark.points(1)
@pytest.mark.title(en="Windows go in, one number each comes out", ko="창이 들어가고 창마다 숫자 하나가 나옵니다")
def test_shapes(submission: Any) -> None:
    check_in_and_out(built(submission, 4, 1), 4, 1)


@pytest.mark.points(2)
@pytest.mark.title(en="What it computes for 4 timesteps of 1 feature", ko="특성 1개, 4단계에서 계산하는 것")
def test_computes(submission: Any) -> None:
    check_computes(built(submission, 4, 1), 4, 1, seed=1)
