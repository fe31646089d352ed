import numpy as np
import pytest

from grader.testkit import check_close, say


@pytest.mark.hidden
@pytest.mark.points(2)
@pytest.mark.title(en="10 becomes 16, within 0.5", ko="10은 16이 됩니다(오차 0.5 이내)")
def test_prediction(submission):
    x = np.array([[10.0]], dtype="float32")
    check_close(
        submission.predict("model", x),
        [[16.0]],
        rtol=0,
        atol=0.5,
        message=say(
            en="The prediction for 10 is not close enough. Has the training come to its end?",
            ko="10에 대한 예측이 충분히 가깝지 않습니다. 학습이 끝까지 진행되었나요?",
        ),
    )
