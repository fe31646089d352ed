"""Hidden tests: days that students do not have, short histories, and what a call leaves behind."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from prices import HIDDEN_DAYS, check_ratio, forecasts, history_before, number

from grader.testkit import say

pytestmark = pytest.mark.hidden


@pytest.mark.points(3)
@pytest.mark.title(
    en="28 unseen days: RMSE at most half of persistence's", ko="보지 못한 28일: RMSE가 지속성 예측의 절반 이하"
)
def test_hidden_stretch(submission: Any) -> None:
    check_ratio(
        submission,
        HIDDEN_DAYS,
        message=say(
            en="On the days after your file the forecasts are too far off. If the last days of the file go well, `forecast` may "
            "look at the file instead of `history`, or the model has learnt its windows by heart: fewer units or epochs.",
            ko="파일 다음의 날들에서 예측이 크게 빗나갑니다. 파일의 마지막 날들에서는 잘 맞는다면, `forecast`가 `history`가 아니라 "
            "파일을 보고 있거나 모델이 창을 외운 것입니다. 유닛이나 에포크를 줄여 보세요.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="Histories of 60 days that begin on any day", ko="아무 날에서나 시작하는 60일짜리 과거 가격")
def test_short_histories(submission: Any) -> None:
    check_ratio(
        submission,
        range(602, 630),
        60,
        message=say(
            en="With the last 60 prices alone the forecasts are too far off. `forecast` may use nothing but the end of `history`: "
            "not its length, not the day of the file, no older prices.",
            ko="최근 60일의 가격만 주면 예측이 크게 빗나갑니다. `forecast`는 `history`의 끝부분만 써야 합니다. 길이나 파일의 날짜, 더 "
            "오래된 가격을 쓰면 안 됩니다.",
        ),
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="The same history gives the same forecast", ko="같은 과거에는 같은 예측")
def test_same_again(submission: Any) -> None:
    days = (HIDDEN_DAYS[5], 500, HIDDEN_DAYS[20], HIDDEN_DAYS[5], 500)
    got = forecasts(submission, days)
    assert np.allclose(got[:2], got[3:], rtol=0, atol=0.05), say(
        en="Asked again with the same history, `forecast` gives another price. It keeps something from earlier calls, or the model "
        "is used in training mode (dropout).",
        ko="같은 과거로 다시 물으면 `forecast`가 다른 가격을 냅니다. 이전 호출에서 무언가를 남겨 두었거나, 모델을 학습 "
        "모드(드롭아웃)로 쓰고 있습니다.",
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="The history that goes in is not changed", ko="받은 과거 가격을 바꾸지 않습니다")
def test_history_unchanged(submission: Any) -> None:
    forecast = submission.function("forecast")
    number(forecast(history_before(HIDDEN_DAYS[9])))
    assert not forecast.changed, say(
        en="`forecast` writes into the array that it was given (`-=`, `/=`, `history[...] = …`). Work on a copy.",
        ko="`forecast`가 받은 배열에 직접 씁니다(`-=`, `/=`, `history[...] = …`). 복사본에서 계산하세요.",
    )
