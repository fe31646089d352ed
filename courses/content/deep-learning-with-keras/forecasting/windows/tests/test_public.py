"""Public tests: the prompt's examples, and a series with two features."""

from __future__ import annotations

from typing import Any

import pytest
from reference import check_windows

from grader.testkit import say

DAYS = [10, 20, 30, 40, 50, 60, 70]


@pytest.mark.points(2)
@pytest.mark.title(en="The last 4 days, then the next day", ko="지난 4일과 다음 날")
def test_next_day(submission: Any) -> None:
    check_windows(
        submission.function("make_windows")(DAYS, 4),
        DAYS,
        4,
        1,
        say(
            en="Seven days and four timesteps make three windows; the first is 10, 20, 30, 40, and its answer is 50.",
            ko="7일에 timesteps가 4이면 창은 세 개입니다. 첫 창은 10, 20, 30, 40이고 답은 50입니다.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="The day after next: horizon=2", ko="모레: horizon=2")
def test_day_after_next(submission: Any) -> None:
    check_windows(
        submission.function("make_windows")(DAYS, 4, horizon=2),
        DAYS,
        4,
        2,
        say(
            en="With `horizon=2` the answer to 10, 20, 30, 40 is 60, and only two windows have an answer.",
            ko="`horizon=2`이면 10, 20, 30, 40의 답은 60이고, 답이 있는 창은 두 개뿐입니다.",
        ),
    )


@pytest.mark.points(1.5)
@pytest.mark.title(en="Two features, such as temperature and rain", ko="기온과 강수량처럼 특성이 두 개")
def test_two_features(submission: Any) -> None:
    weather = [[21.5, 0.0], [19.0, 3.5], [18.5, 8.0], [20.0, 0.5], [23.5, 0.0]]
    check_windows(
        submission.function("make_windows")(weather, 3),
        weather,
        3,
        1,
        say(
            en="Five days of two numbers and three timesteps: `X` is (2, 3, 2), and the answers are the last two days.",
            ko="두 수로 된 5일에 timesteps가 3이면 `X`는 (2, 3, 2)이고, 답은 마지막 이틀입니다.",
        ),
    )
