"""The series, the days that are asked for, and the error of forecasts beside that of persistence."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.testkit import attach_figure, check_at_most, say

Array = NDArray[np.float64]
DATA = Path(__file__).parent / "data"
LARGEST_RATIO = 0.5
ALL = 0


def _read(name: str) -> Array:
    return np.loadtxt(DATA / f"{name}.csv", delimiter=",", skiprows=1)[:, 1]


GIVEN = _read("given")
PRICES = np.concatenate([GIVEN, _read("hidden")])
LAST_GIVEN_DAYS = range(len(GIVEN) - 14, len(GIVEN))
HIDDEN_DAYS = range(len(GIVEN), len(PRICES))


def history_before(day: int, length: int = ALL) -> Array:
    """Return the prices before ``day``, all of them or the last ``length``."""
    return PRICES[day - length if length else 0 : day].copy()


def number(got: Any) -> float:
    """Return the student's forecast as a float, or fail where it is not one finite number."""
    value = np.asarray(got) if isinstance(got, float | int | list | tuple | np.ndarray | np.generic) else np.empty(0)
    assert value.size == 1 and value.dtype.kind in "iuf", say(
        en="`forecast(history)` should return one number. A function without a `return` gives None; `.predict` gives an array, "
        "of which `[0, 0]` is the number.",
        ko="`forecast(history)`는 숫자 하나를 돌려주어야 합니다. `return`이 없는 함수는 None을 돌려줍니다. `.predict`의 결과는 "
        "배열이며 그 `[0, 0]`이 숫자입니다.",
    )
    price = float(value.reshape(()))
    assert np.isfinite(price), say(
        en="`forecast` returns nan or inf. Did the training diverge? Try a smaller learning rate.",
        ko="`forecast`가 nan이나 inf를 돌려줍니다. 학습이 발산하지는 않았나요? 학습률을 줄여 보세요.",
    )
    return price


def forecasts(submission: Any, days: Iterable[int], length: int = ALL) -> Array:
    """Return what ``forecast`` gives for each of ``days`` from the prices before it."""
    forecast = submission.function("forecast")
    return np.array([number(forecast(history_before(day, length))) for day in days])


def bend_of(submission: Any) -> float | None:
    """Return how far, in units of the prices, ``forecast`` is from a formula that only weighs and adds past prices.

    Such a formula gives half way between two histories what is half way between its forecasts. What hardly looks at the
    history at all is not judged: ``None``.
    """
    forecast = submission.function("forecast")
    bends, ends = [], []
    for one, other in ((400, 935), (387, 932)):
        first, second = history_before(one, 380), history_before(other, 380)
        low, high, middle = (number(forecast(history)) for history in (first, second, (first + second) / 2))
        ends += [low, high]
        bends.append(abs((low + high) / 2 - middle))
    return max(bends) if np.ptp(ends) > 1 else None


def rmse(errors: Array) -> float:
    """Return the root mean square of ``errors``."""
    return float(np.sqrt(np.mean(errors**2)))


def show_forecasts(days: range, got: Array) -> None:
    """Show the student's forecasts beside the prices and persistence. For days of the file only."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 2.8))
    axes = figure.subplots()
    axes.plot(days, PRICES[list(days)], "o-", label="price")
    axes.plot(days, got, "s--", label="forecast")
    axes.plot(days, PRICES[[day - 1 for day in days]], ":", label="persistence")
    axes.set_xlabel("day")
    axes.legend()
    worst = int(np.abs(got - PRICES[list(days)]).argmax())
    attach_figure(
        figure,
        title=say(en="Your forecasts for the last 14 days of the file", ko="파일의 마지막 14일에 대한 예측"),
        alt=say(
            en=f"Prices, forecasts and persistence for 14 days. The forecast is furthest off on day {days[worst]}: "
            f"{got[worst]:.1f} instead of {PRICES[days[worst]]:.1f}.",
            ko=f"14일 동안의 가격, 예측, 지속성 예측. 예측은 {days[worst]}일째에 가장 크게 빗나갑니다: 실제 {PRICES[days[worst]]:.1f}, "
            f"예측 {got[worst]:.1f}.",
        ),
    )


def check_ratio(submission: Any, days: range, length: int = ALL, *, message: Any) -> None:
    """Fail unless the RMSE for ``days`` is at most half of persistence's. A usual mistake is explained."""
    got = forecasts(submission, days, length)
    if days == LAST_GIVEN_DAYS:
        show_forecasts(days, got)
    right, today = PRICES[list(days)], PRICES[[day - 1 for day in days]]
    persistence = rmse(today - right)
    check_at_most(
        rmse(got - right) / persistence,
        LARGEST_RATIO,
        what={"en": "The RMSE as a share of persistence's", "ko": "지속성 예측의 RMSE에 대한 비율"},
        message=_cause(got, right, today) or message,
    )


def _cause(got: Array, right: Array, today: Array) -> Any:
    """Return what explains forecasts that are far off, or ``None``."""
    if rmse(got - today) < 0.25 * rmse(right - today):
        return say(
            en="Your forecasts repeat today's price, or nearly: that is persistence. Was the target the last day of the window "
            "instead of the day after it?",
            ko="예측이 오늘 가격을 거의 그대로 되풀이합니다. 그것이 지속성 예측입니다. 창 다음 날이 아니라 창의 마지막 날을 목표로 "
            "삼지는 않았나요?",
        )
    if np.abs(got).max() < 10:
        return say(
            en="Your forecasts are all near 0, but prices are near 90. The scaling has not been undone: multiply by the spread "
            "and add the mean again.",
            ko="예측이 모두 0 근처인데 가격은 90 근처입니다. 스케일링을 되돌리지 않았습니다. 표준편차를 곱하고 평균을 다시 "
            "더하세요.",
        )
    if np.ptp(got) < 1:
        return say(
            en="Your forecast is the same price every day. Does it look at the prices in `history`, and is the model trained? A network that is "
            "fitted to prices that were not scaled often gets no further than one number.",
            ko="예측이 날마다 같은 가격입니다. `history`의 가격을 보고 있나요? 모델은 학습되었나요? 스케일링하지 않은 가격으로 학습한 "
            "신경망은 흔히 한 가지 값만 내놓는 데 그칩니다.",
        )
    if got.min() < 0 or got.max() > 1_000:
        return say(
            en="Some forecasts are far from every price in the file. Is the output turned into a price with the same two numbers "
            "that scaled the training prices?",
            ko="어떤 예측은 파일의 어느 가격과도 거리가 멉니다. 학습 가격을 스케일링할 때와 같은 두 수로 출력을 가격으로 "
            "되돌렸나요?",
        )
    return None
