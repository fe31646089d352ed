import numpy as np
import pytest

from grader.testkit import check_close, say


def reference(x):
    """What the student's function should return."""
    return np.maximum(np.asarray(x, dtype=float), 0)


@pytest.mark.points(1)
@pytest.mark.title(en="The example: -1, 0, 2", ko="예시: -1, 0, 2")
def test_example(submission):
    x = [-1.0, 0.0, 2.0]
    check_close(submission.function("relu")(x), reference(x), what="`relu([-1, 0, 2])`")


@pytest.mark.hidden
@pytest.mark.points(2)
@pytest.mark.title(en="Other numbers", ko="다른 수들")
def test_other_numbers(submission):
    x = np.random.default_rng([7, submission.seed]).normal(size=(4, 5))
    check_close(
        submission.function("relu")(x),
        reference(x),
        message=say(en="Other numbers come out wrong.", ko="다른 수에서는 값이 맞지 않습니다."),
        mistakes=[
            (np.abs(x), say(en="That is the absolute value.", ko="그것은 절댓값입니다.")),
            (x, say(en="Negative numbers are left as they are.", ko="음수가 그대로 남아 있습니다.")),
        ],
    )
