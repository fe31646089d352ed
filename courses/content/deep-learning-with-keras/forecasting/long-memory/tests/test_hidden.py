"""Hidden tests: more series, their cross-entropy, and signals turned around in the same noise."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from memory import check_accuracy, cross_entropy, make_series, outputs, probabilities

from grader.testkit import check_at_least, check_at_most, say

pytestmark = pytest.mark.hidden


@pytest.mark.points(3)
@pytest.mark.title(en="2,000 other series: accuracy of 0.95 or more", ko="다른 시계열 2,000개: 정확도 0.95 이상")
def test_other_series(submission: Any) -> None:
    check_accuracy(submission, 2_000, [3, submission.seed])


@pytest.mark.points(1)
@pytest.mark.title(en="Cross-entropy of 0.25 or less", ko="교차 엔트로피 0.25 이하")
def test_cross_entropy(submission: Any) -> None:
    series, answers = make_series(1_000, [4, submission.seed])
    check_at_most(
        cross_entropy(probabilities(submission, series), answers),
        0.25,
        what={"en": "The cross-entropy on new series", "ko": "새로운 시계열에서의 교차 엔트로피"},
        message=say(
            en="The right answers get too small a probability. A value near 0.69 is that of guessing; a larger one, of being sure and "
            "wrong.",
            ko="올바른 답에 준 확률이 너무 작습니다. 0.69 근처면 찍는 것과 같고, 그보다 크면 확신하면서 틀린 것입니다.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(
    en="The signal turned around, the noise the same: the answer turns around",
    ko="잡음은 그대로 두고 신호만 뒤집으면 답도 뒤집힙니다",
)
def test_turned_around(submission: Any) -> None:
    series, answers = make_series(500, [5, submission.seed])
    turned = series.copy()
    turned[:, :, 0] *= -1
    up, up_turned = outputs(submission, series) > 0.5, outputs(submission, turned) > 0.5
    stays = float(np.mean(up == up_turned))
    check_at_least(
        float(np.mean((up == (answers == 1)) & (up_turned == (answers == 0)))),
        0.9,
        what={"en": "The share that is right both ways", "ko": "두 경우 모두 맞은 비율"},
        message=say(
            en="With the first signal turned around in the same noise, the answer often stays. The model listens to the noise.",
            ko="같은 잡음에서 첫 신호만 뒤집었는데 답이 그대로인 경우가 많습니다. 모델이 잡음을 듣고 있습니다.",
        )
        if stays > 0.1
        else say(
            en="The answers turn around with the first signal, but too many of them are the wrong way round.",
            ko="첫 신호를 뒤집으면 답도 뒤집히지만, 거꾸로 된 답이 너무 많습니다.",
        ),
    )
