"""The right scaling, and what leaks and other usual mistakes make of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.testkit import check_close, say
from grader.testkit.failures import CodeRaised

Array = NDArray[np.float64]
Statistics = tuple[Any, Any]

EXAMPLE = [2.0, 4.0, 6.0, 8.0, 20.0]
CLOSE = {"rtol": 1e-4, "atol": 1e-4}


def rising_table(seed: int, rows: int, columns: int) -> Array:
    """Return columns of very different sizes that rise with time, so that later rows lie far from the earlier ones."""
    rng = np.random.default_rng(seed)
    noise = rng.normal(size=(rows, columns))
    rise = np.linspace(0, 4, rows)[:, np.newaxis] * rng.uniform(0.5, 1.5, size=columns)
    spread = 2.0 ** np.arange(columns)
    return (noise + rise) * spread + rng.uniform(-5, 5, size=columns) * spread


def statistics_of(rows: Any, ddof: int = 0) -> Statistics:
    """Return the mean and the standard deviation of each column, 1 where that is 0."""
    table = np.asarray(rows, dtype=np.float64)
    if len(table) <= ddof:
        return table.mean(axis=0), 1.0
    std = table.std(axis=0, ddof=ddof)
    return table.mean(axis=0), np.where(std == 0, 1, std)


def check_transformed(submission: Any, scaler: Any, values: Any, series: Any, n_train: int, message: Any) -> None:
    """Fail unless ``transform(scaler, values)`` is right for a scaler of ``series`` and ``n_train``."""
    got = called(submission, "transform", scaler, values)
    mean, std = statistics_of(series[:n_train])
    x = np.asarray(values, dtype=np.float64)
    right = (x - mean) / std
    leaks = [((x - m) / s, text) for (m, s), text in _leaks(series, n_train)]
    own, spread_of_own = statistics_of(x)
    train = np.asarray(series[:n_train], dtype=np.float64)
    low, high = train.min(axis=0), train.max(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        by_range = (x - low) / (high - low)
    mistakes = [
        *leaks,
        (
            (x - own) / spread_of_own,
            say(
                en="`transform` uses statistics of the values that it is given. It must use those in the scaler, whatever "
                "comes in.",
                ko="`transform`이 받은 값 자체의 통계량을 씁니다. 무엇이 들어오든 스케일러에 든 통계량을 써야 합니다.",
            ),
        ),
        (
            by_range,
            say(
                en="This is min-max scaling. Here the mean is subtracted, and the rest divided by the standard deviation.",
                ko="최소-최대 스케일링을 했습니다. 여기서는 평균을 빼고 표준편차로 나눕니다.",
            ),
        ),
        (
            x - mean,
            say(
                en="The mean is subtracted, but nothing is divided by the standard deviation.",
                ko="평균은 뺐지만 표준편차로 나누지 않았습니다.",
            ),
        ),
        (
            x / std,
            say(
                en="Divided by the standard deviation, but the mean is not subtracted.",
                ko="표준편차로 나누었지만 평균을 빼지 않았습니다.",
            ),
        ),
        (
            (x - mean) / std**2,
            say(
                en="Divided by the variance. The standard deviation is its square root.",
                ko="분산으로 나누었습니다. 표준편차는 분산의 제곱근입니다.",
            ),
        ),
        (
            (mean - x) / std,
            say(en="The sign is wrong: x - mean.", ko="부호가 반대입니다. x에서 평균을 뺍니다."),
        ),
        (
            right[:, np.newaxis] if right.ndim == 1 else right[:, 0],
            say(
                en="The result should have the shape of the values that go in.",
                ko="결과의 형상은 들어온 값의 형상과 같아야 합니다.",
            ),
        ),
    ]
    check_close(got, right, message=message, mistakes=mistakes, what="`transform(scaler, values)`", **CLOSE)


def check_inverted(submission: Any, scaler: Any, scaled: Any, series: Any, n_train: int, message: Any) -> None:
    """Fail unless ``inverse(scaler, scaled)`` is right for a scaler of ``series`` and ``n_train``."""
    got = called(submission, "inverse", scaler, scaled)
    mean, std = statistics_of(series[:n_train])
    z = np.asarray(scaled, dtype=np.float64)
    own, spread_of_own = statistics_of(z)
    mistakes = [
        *[(z * s + m, text) for (m, s), text in _leaks(series, n_train)],
        (
            (z - mean) / std,
            say(
                en="`inverse` scales once more. It goes the other way: multiply by the standard deviation, add the mean.",
                ko="`inverse`가 한 번 더 스케일링합니다. 반대로 가야 합니다. 표준편차를 곱하고 평균을 더하세요.",
            ),
        ),
        (
            (z + mean) * std,
            say(
                en="The two steps of `inverse` are in the wrong order: multiply first, then add the mean.",
                ko="`inverse`의 두 단계가 순서가 바뀌었습니다. 먼저 곱하고 나서 평균을 더합니다.",
            ),
        ),
        (z * std, say(en="`inverse` does not add the mean.", ko="`inverse`가 평균을 더하지 않습니다.")),
        (
            z + mean,
            say(
                en="`inverse` does not multiply by the standard deviation.",
                ko="`inverse`가 표준편차를 곱하지 않습니다.",
            ),
        ),
        (
            z * spread_of_own + own,
            say(
                en="`inverse` uses statistics of the values that it is given. It must use those in the scaler.",
                ko="`inverse`가 받은 값 자체의 통계량을 씁니다. 스케일러에 든 통계량을 써야 합니다.",
            ),
        ),
    ]
    check_close(got, z * std + mean, message=message, mistakes=mistakes, what="`inverse(scaler, scaled)`", **CLOSE)


def undoes_its_transform(submission: Any, scaler: Any, scaled: Any) -> bool:
    """Whether ``transform`` leads from what ``inverse`` gives back to ``scaled``.

    Where it does, ``inverse`` is as right as ``transform``, and that one is for other tests to judge.
    """
    there = called(submission, "transform", scaler, called(submission, "inverse", scaler, scaled))
    got = submission.array(there)
    return got.shape == np.shape(scaled) and np.allclose(got, scaled, **CLOSE)


def called(submission: Any, name: str, scaler: Any, values: Any) -> Any:
    """Return what ``transform`` or ``inverse`` gives, or explain why a scaler of None cannot work."""
    try:
        return submission.function(name)(scaler, values)
    except CodeRaised:
        assert scaler is not None, say(
            en=f"`fit_scaler` returned None, and `{name}` could do nothing with that. Is a `return` missing?",
            ko=f"`fit_scaler`가 None을 돌려주어 `{name}`이 할 수 있는 일이 없습니다. `return`이 빠지지 않았나요?",
        )
        raise


def _leaks(series: Any, n_train: int) -> list[tuple[Statistics, Any]]:
    """Statistics of rows or in ways that are not asked for, with what to say about them."""
    train, test = series[:n_train], series[n_train:]
    together = np.asarray(train, dtype=np.float64)
    found = [
        (
            statistics_of(series),
            say(
                en="You scaled with statistics of the whole series, the test part included. That lets the future leak in: "
                "only the first `n_train` rows may count, and `transform` must not compute statistics of its own.",
                ko="테스트 구간까지 포함한 시계열 전체의 통계량으로 스케일링했습니다. 미래가 새어 듭니다. 처음 `n_train`개의 "
                "행만 써야 하고, `transform`이 통계량을 따로 계산해서도 안 됩니다.",
            ),
        ),
        (
            statistics_of(series[-n_train:]),
            say(
                en="You scaled with statistics of the last `n_train` rows. The training part is the first, the oldest.",
                ko="마지막 `n_train`개 행의 통계량으로 스케일링했습니다. 훈련 구간은 가장 오래된 처음 부분입니다.",
            ),
        ),
        (
            statistics_of(series[: n_train + 1]),
            say(
                en="One row too many counts: the training part is `series[:n_train]`, without row `n_train`.",
                ko="행이 하나 더 들어갔습니다. 훈련 구간은 `series[:n_train]`이며 `n_train`번 행은 들어가지 않습니다.",
            ),
        ),
        (
            statistics_of(series[: n_train - 1]),
            say(
                en="One row too few counts: the training part is `series[:n_train]`.",
                ko="행이 하나 모자랍니다. 훈련 구간은 `series[:n_train]`입니다.",
            ),
        ),
        (
            statistics_of(train, ddof=1),
            say(
                en="The standard deviation is divided by n - 1. Here it is by n, as `np.std` does without `ddof`.",
                ko="표준편차를 구할 때 n - 1로 나누었습니다. 여기서는 `ddof` 없는 `np.std`처럼 n으로 나눕니다.",
            ),
        ),
        (
            (together.mean(), together.std()),
            say(
                en="All columns share one mean and one standard deviation. Each column has its own: `axis=0`.",
                ko="모든 열이 평균 하나와 표준편차 하나를 함께 씁니다. 열마다 따로 구해야 합니다: `axis=0`.",
            ),
        ),
    ]
    if len(test):
        leak = say(
            en="You scaled with statistics of the test part. On the day of the forecast nobody knows those rows yet: use the "
            "training part, the first `n_train` rows.",
            ko="테스트 구간의 통계량으로 스케일링했습니다. 예측하는 날에는 아직 아무도 그 행을 모릅니다. 훈련 구간, 곧 처음 "
            "`n_train`개의 행을 쓰세요.",
        )
        found.append((statistics_of(test), leak))
    return found
