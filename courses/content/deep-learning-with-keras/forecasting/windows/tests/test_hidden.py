"""Hidden tests: other series, horizons and sizes, too short a series, bad numbers, the untouched input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import check_windows, random_series

from grader.testkit import check_refuses, say

pytestmark = pytest.mark.hidden


@pytest.mark.points(1)
@pytest.mark.title(en="Other series with one feature", ko="특성이 하나인 다른 시계열")
def test_other_series(submission: Any) -> None:
    make_windows = submission.function("make_windows")
    column = random_series(12, 12, 1)
    whole = np.array([5, 3, 8, 1, 9, 2])
    for series, timesteps in ((random_series(11, 30), 7), (column, 3), (whole, 2), (random_series(13, 9), 1)):
        check_windows(
            make_windows(series, timesteps),
            series,
            timesteps,
            1,
            say(
                en="For another series or another number of timesteps the windows are wrong. Series of shape (n,) and of "
                "shape (n, 1) both have one feature.",
                ko="다른 시계열이나 다른 timesteps에서 창이 다릅니다. 형상이 (n,)인 시계열과 (n, 1)인 시계열은 모두 "
                "특성이 하나입니다.",
            ),
        )


@pytest.mark.points(1)
@pytest.mark.title(en="Answers that lie farther ahead", ko="더 먼 앞의 답")
def test_far_horizons(submission: Any) -> None:
    make_windows = submission.function("make_windows")
    series = random_series(21, 20)
    message = say(
        en="With a farther horizon the pairs are wrong. The answer lies `horizon` steps after the last row of the window.",
        ko="예측 간격이 더 멀 때 쌍이 다릅니다. 답은 창의 마지막 행에서 `horizon` 단계 뒤에 있습니다.",
    )
    check_windows(make_windows(series, 5, 3), series, 5, 3, message)
    check_windows(make_windows(series, timesteps=2, horizon=7), series, 2, 7, message)
    check_windows(make_windows(series, 1, 2), series, 1, 2, message)


@pytest.mark.points(1)
@pytest.mark.title(en="Several features", ko="여러 개의 특성")
def test_several_features(submission: Any) -> None:
    make_windows = submission.function("make_windows")
    for seed, shape, timesteps, horizon in ((31, (15, 3), 4, 1), (32, (11, 4), 4, 2), (33, (4, 6), 1, 1)):
        series = random_series(seed, *shape)
        check_windows(
            make_windows(series, timesteps, horizon),
            series,
            timesteps,
            horizon,
            say(
                en="With several features the pairs are wrong. A window is `timesteps` whole rows, the answer one whole row.",
                ko="특성이 여러 개일 때 쌍이 다릅니다. 창은 온전한 행 `timesteps`개이고, 답은 온전한 행 하나입니다.",
            ),
        )


@pytest.mark.points(0.5)
@pytest.mark.title(en="A series that is just long enough for one window", ko="창 하나가 겨우 나오는 시계열")
def test_one_window(submission: Any) -> None:
    make_windows = submission.function("make_windows")
    for series, timesteps, horizon in (
        (random_series(41, 5), 4, 1),
        (random_series(42, 6, 2), 3, 3),
        ([7.5, 2.5], 1, 1),
    ):
        check_windows(
            make_windows(series, timesteps, horizon),
            series,
            timesteps,
            horizon,
            say(
                en="This series holds exactly one window with its answer. It must come out, with all axes in place.",
                ko="이 시계열에는 답이 있는 창이 정확히 하나 있습니다. 그 창이 모든 축을 갖춘 채 나와야 합니다.",
            ),
        )


@pytest.mark.points(1)
@pytest.mark.title(en="Too short a series raises ValueError", ko="너무 짧은 시계열은 ValueError를 일으킵니다")
def test_too_short(submission: Any) -> None:
    make_windows = submission.function("make_windows")
    for series, timesteps, horizon in (
        (random_series(51, 4), 4, 1),
        (random_series(52, 6, 2), 4, 3),
        (random_series(53, 3), 8, 1),
        (random_series(54, 5), 2, 9),
        ([], 1, 1),
    ):
        check_refuses(
            make_windows,
            series,
            timesteps,
            horizon,
            types=(ValueError,),
            message=say(
                en="A series without a single pair of window and answer, an empty one too, should raise `ValueError` and no "
                "other exception. Empty arrays would only be noticed much later.",
                ko="창과 답의 쌍이 하나도 없는 시계열은 빈 시계열까지 포함해 다른 예외가 아니라 `ValueError`를 일으켜야 합니다. "
                "빈 배열을 돌려주면 훨씬 나중에야 알아차리게 됩니다.",
            ),
        )


@pytest.mark.points(0.5)
@pytest.mark.title(
    en="timesteps or horizon below 1 raises ValueError", ko="timesteps나 horizon이 1보다 작으면 ValueError"
)
def test_bad_numbers(submission: Any) -> None:
    make_windows = submission.function("make_windows")
    for timesteps, horizon in ((0, 1), (-2, 1), (-20, 1), (3, 0), (3, -1), (3, -20), (-20, -20)):
        check_refuses(
            make_windows,
            random_series(61, 9),
            timesteps,
            horizon,
            types=(ValueError,),
            message=say(
                en="Zero or fewer timesteps, or a horizon of zero or less, however far below, should raise `ValueError`: with a "
                "horizon of 0 the network would be asked for what it has just read.",
                ko="timesteps나 horizon이 0 이하이면 0보다 얼마나 작든 `ValueError`를 일으켜야 합니다. horizon이 0이면 신경망에게 "
                "방금 읽은 값을 묻는 셈입니다.",
            ),
        )


@pytest.mark.points(0.5)
@pytest.mark.title(en="The series that goes in is not changed", ko="받은 시계열을 바꾸지 않습니다")
def test_series_unchanged(submission: Any) -> None:
    make_windows = submission.function("make_windows")
    for series in (random_series(71, 8), random_series(72, 8, 2), [4.0, 1.0, 3.0, 2.0, 5.0]):
        make_windows(series, 2)
        assert not make_windows.changed, say(
            en="`make_windows` changes the series that it was given (`series.shape = …`, `series.resize(…)`, `append`, `pop`). "
            "Make an array of your own.",
            ko="`make_windows`가 받은 시계열을 바꿉니다(`series.shape = …`, `series.resize(…)`, `append`, `pop`). 배열을 따로 "
            "만들어 쓰세요.",
        )
