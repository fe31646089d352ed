"""Hidden tests: the training part alone, other rows, constant columns, the way back, several scalers, untouched input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import CLOSE, called, check_inverted, check_transformed, rising_table, undoes_its_transform

from grader.testkit import check_close, say

pytestmark = pytest.mark.hidden


@pytest.mark.points(1.5)
@pytest.mark.title(en="Statistics of the training part only", ko="훈련 구간의 통계량만 사용")
def test_training_part_only(submission: Any) -> None:
    fit_scaler = submission.function("fit_scaler")
    column = rising_table(11, 40, 1)[:, 0]
    for series, n_train in ((column, 25), (rising_table(12, 30, 3), 20), (column[:9], 2), (rising_table(13, 6, 4), 6)):
        check_transformed(
            submission,
            fit_scaler(series, n_train),
            series,
            series,
            n_train,
            say(
                en="This series rises, so its later rows have another mean than the training part. Yours is not scaled with the "
                "mean and the standard deviation of the first `n_train` rows.",
                ko="이 시계열은 점점 커지므로 뒤쪽 행의 평균은 훈련 구간과 다릅니다. 처음 `n_train`개 행의 평균과 표준편차로 "
                "스케일링되지 않았습니다.",
            ),
        )


@pytest.mark.points(1)
@pytest.mark.title(en="Rows that were not in the series, even a single one", ko="시계열에 없던 행, 단 한 행이라도")
def test_other_rows(submission: Any) -> None:
    table = rising_table(21, 24, 2)
    whole = [3, 9, 4, 8, 1, 7]
    cases = (
        (table, 18, rising_table(22, 5, 2)),
        (table, 18, table[20:21]),
        (table[:, 0], 12, np.array([7.25])),
        (whole, 5, [12, -3]),
        (table.tolist(), 18, [[1, 2], [3, 4], [-5, 6]]),
    )
    for series, n_train, values in cases:
        check_transformed(
            submission,
            submission.function("fit_scaler")(series, n_train),
            values,
            series,
            n_train,
            say(
                en="Rows that were not in the series, or a single row, are scaled wrongly. They go by the scaler's numbers, and "
                "whole numbers are numbers like any other.",
                ko="시계열에 없던 행이나 행 하나의 스케일링이 다릅니다. 이들도 스케일러의 수를 따르며, 정수도 다른 수와 "
                "똑같이 다룹니다.",
            ),
        )


@pytest.mark.points(1)
@pytest.mark.title(en="A column that is constant in the training part", ko="훈련 구간에서 값이 일정한 열")
def test_constant_column(submission: Any) -> None:
    message = say(
        en="A column that is constant in the training part has a standard deviation of 0. With 1 in its place `transform` "
        "only subtracts the mean, and `inverse` only adds it, in the test part, too.",
        ko="훈련 구간에서 값이 일정한 열은 표준편차가 0입니다. 대신 1을 쓰면 `transform`은 평균을 빼기만 하고 `inverse`는 "
        "평균을 더하기만 합니다. 테스트 구간에서도 마찬가지입니다.",
    )
    flat = np.array([6.0, 6.0, 6.0, 6.0, 9.0, 4.5])
    scaler = submission.function("fit_scaler")(flat, 4)
    check_close(called(submission, "transform", scaler, flat), flat - 6, message=message, **CLOSE)
    check_close(called(submission, "inverse", scaler, flat), flat + 6, message=message, **CLOSE)

    table, others = rising_table(31, 12, 3), [0, 2]
    table[:8, 1] = 4.0
    table[8:, 0] = -2.5
    scaled = called(submission, "transform", submission.function("fit_scaler")(table, 8), table)
    got = submission.array(scaled, shape=table.shape)
    check_close(got[:, 1], table[:, 1] - 4, message=message, **CLOSE)
    alone = called(submission, "transform", submission.function("fit_scaler")(table[:, others], 8), table[:, others])
    check_close(
        got[:, others],
        submission.array(alone),
        message=say(
            en="A constant column changes how the other columns are scaled. Each goes by its own mean and deviation.",
            ko="값이 일정한 열이 다른 열의 스케일링까지 바꿉니다. 열마다 자기 평균과 표준편차를 따라야 합니다.",
        ),
        **CLOSE,
    )

    large = rising_table(33, 16, 2)
    small = large / 10_000
    check_close(
        called(submission, "transform", submission.function("fit_scaler")(small, 10), small),
        submission.array(called(submission, "transform", submission.function("fit_scaler")(large, 10), large)),
        message=say(
            en="Small numbers that differ a little are not scaled like large ones. Only a standard deviation of 0 is "
            "replaced by 1, and nothing is added to one.",
            ko="조금씩만 다른 작은 수가 큰 수와 다르게 스케일링됩니다. 표준편차가 0일 때에만 1로 바꾸고, 표준편차에 아무것도 "
            "더하지 않습니다.",
        ),
        **CLOSE,
    )


@pytest.mark.points(1)
@pytest.mark.title(en="Forecasts back in the units of the series", ko="예측값을 시계열의 단위로")
def test_forecasts_back(submission: Any) -> None:
    rng = np.random.default_rng(41)
    table = rising_table(42, 20, 3)
    message = say(
        en="`inverse` does not lead back from scaled numbers to the units of the series: x = z * std + mean, for each column.",
        ko="`inverse`가 스케일링된 수를 시계열의 단위로 되돌리지 못합니다. 열마다 x = z * std + mean입니다.",
    )
    for series, n_train, scaled in (
        (table, 15, rng.normal(size=(6, 3))),
        (table, 15, rng.normal(size=(1, 3))),
        (table[:, 2], 10, rng.normal(size=4)),
        (table[:, 1].tolist(), 20, [0, 1, -2]),
    ):
        scaler = submission.function("fit_scaler")(series, n_train)
        if not undoes_its_transform(submission, scaler, scaled):
            check_inverted(submission, scaler, scaled, series, n_train, message)


@pytest.mark.points(0.5)
@pytest.mark.title(en="Two scalers in turn", ko="번갈아 쓰는 두 스케일러")
def test_two_scalers(submission: Any) -> None:
    first, second = rising_table(51, 15, 2), rising_table(52, 15, 2) * 10 + 50
    one = submission.function("fit_scaler")(first, 10)
    before = [submission.array(called(submission, name, one, first)) for name in ("transform", "inverse")]
    submission.function("fit_scaler")(second, 10)
    for name, was in zip(("transform", "inverse"), before, strict=True):
        check_close(
            called(submission, name, one, first),
            was,
            message=say(
                en=f"After a second scaler has been made, `{name}` gives something else for the first one. What a scaler knows "
                "must be in what `fit_scaler` returns, not in a global variable.",
                ko=f"두 번째 스케일러를 만든 뒤에 첫 번째 스케일러에 대한 `{name}`의 결과가 달라집니다. 스케일러가 아는 것은 "
                "전역 변수가 아니라 `fit_scaler`의 반환값 안에 있어야 합니다.",
            ),
            **CLOSE,
        )


@pytest.mark.points(0.5)
@pytest.mark.title(en="What goes in is not changed", ko="받은 것을 바꾸지 않습니다")
def test_inputs_unchanged(submission: Any) -> None:
    fit_scaler = submission.function("fit_scaler")
    table, column = rising_table(61, 10, 2), rising_table(62, 10, 1)[:, 0]
    for series in (table, column, table.tolist(), column.tolist()):
        scaler = fit_scaler(series, 7)
        changed = {"fit_scaler": fit_scaler.changed}
        for name in ("transform", "inverse"):
            function = submission.function(name)
            function(scaler, series)
            changed[name] = function.changed
        for name, was_changed in changed.items():
            assert not was_changed, say(
                en=f"`{name}` writes into what it was given (`-=`, `*=`, `x[…] = …`, `sort`). Compute new numbers.",
                ko=f"`{name}`이 받은 것에 직접 씁니다(`-=`, `*=`, `x[…] = …`, `sort`). 새로 계산한 값을 돌려주세요.",
            )
