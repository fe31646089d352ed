import numpy as np
import pytest

from grader.testkit import check_shape


@pytest.mark.points(1)
@pytest.mark.title(en="(n, 4) goes in, (n, 3) comes out", ko="(n, 4)를 넣으면 (n, 3)이 나옵니다")
def test_output_shape(submission):
    forward = submission.function("forward")
    for n in (1, 5):
        check_shape(forward(np.ones((n, 4))), (n, 3), what="`forward(x)`")
