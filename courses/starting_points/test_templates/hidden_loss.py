import numpy as np
import pytest

from grader.testkit import check_at_least, check_at_most, say


def hidden_rows(seed):
    """Rows (n, 1) and targets (n, 1) that students never see; np.load(Path(__file__).parent / "data" / …) reads a file."""
    x = np.random.default_rng([11, seed]).uniform(-5, 5, size=(200, 1)).astype("float32")
    return x, x + 6


@pytest.mark.hidden
@pytest.mark.points(2)
@pytest.mark.title(en="The loss on hidden rows is at most 0.1", ko="숨은 행의 손실이 0.1 이하입니다")
def test_hidden_loss(submission):
    x, y = hidden_rows(submission.seed)
    predicted = submission.model("model").predict(x, verbose=0)
    check_at_most(
        np.mean((predicted - y) ** 2),
        0.1,
        what={"en": "The mean squared error on the hidden rows", "ko": "숨은 행의 평균 제곱 오차"},
        message=say(en="On rows that it has not seen, the model errs too much.", ko="처음 보는 행에서 모델의 오차가 너무 큽니다."),
    )


@pytest.mark.hidden
@pytest.mark.points(1)
@pytest.mark.title(en="At least 90 % of hidden rows are on the right side of 6", ko="숨은 행의 90% 이상에서 6보다 큰지 맞힙니다")
def test_hidden_accuracy(submission):
    x, y = hidden_rows(submission.seed)
    predicted = submission.model("model").predict(x, verbose=0)
    check_at_least(
        np.mean((predicted > 6) == (y > 6)),
        0.9,
        what={"en": "The accuracy on the hidden rows", "ko": "숨은 행의 정확도"},
        message=say(en="Too many hidden rows are judged wrongly.", ko="숨은 행을 잘못 판단한 경우가 너무 많습니다."),
    )
