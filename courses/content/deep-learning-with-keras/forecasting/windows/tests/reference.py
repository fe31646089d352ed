"""The right windows, and what usual mistakes make of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.testkit import check_close, say

Array = NDArray[Any]
Mistakes = list[tuple[Any, Any]]


def random_series(seed: int, *shape: int) -> Array:
    """Return a series of numbers between 0 and 100, no two of them alike."""
    return np.random.default_rng(seed).uniform(0, 100, size=shape)


def windows_of(series: Any, timesteps: int, horizon: int) -> tuple[Array, Array]:
    """Return X (samples, timesteps, features) and y (samples, features)."""
    rows = np.asarray(series, dtype=np.float64).reshape(len(series), -1)
    samples = len(rows) - timesteps - horizon + 1
    places = np.arange(samples)[:, np.newaxis] + np.arange(timesteps)
    return rows[places], rows[np.arange(samples) + timesteps - 1 + horizon]


def check_windows(got: Any, series: Any, timesteps: int, horizon: int, message: Any) -> None:
    """Fail unless ``got`` is the pair of X and y; a usual mistake is explained."""
    assert isinstance(got, tuple | list) and len(got) == 2, say(
        en="`make_windows` should return two values: `return X, y`.",
        ko="`make_windows`는 값 두 개를 돌려주어야 합니다: `return X, y`.",
    )
    X, y = windows_of(series, timesteps, horizon)  # noqa: N806
    close = {"rtol": 1e-5, "atol": 1e-5, "message": message}
    check_close(got[0], X, what="`X`", mistakes=_mistakes_in_x(X, y, series, timesteps, horizon), **close)
    check_close(got[1], y, what="`y`", mistakes=_mistakes_in_y(X, y, series, timesteps, horizon), **close)


def _mistakes_in_x(X: Array, y: Array, series: Any, timesteps: int, horizon: int) -> Mistakes:  # noqa: N803
    rows = np.asarray(series, dtype=np.float64).reshape(len(series), -1)
    apart = [rows[i : i + timesteps] for i in range(0, len(rows) - timesteps - horizon + 1, timesteps)]
    longer = [rows[i : i + timesteps + 1] for i in range(len(rows) - timesteps)]
    no_features = say(
        en="`X` lacks the axis of the features: (samples, timesteps, features), even where there is one feature only.",
        ko="`X`에 특성의 축이 없습니다. 특성이 하나뿐이어도 (samples, timesteps, features)여야 합니다.",
    )
    return [
        (X[:, :, 0], no_features),
        (X.reshape(len(X), -1), no_features),
        (
            X[:-1],
            say(
                en="The last window is missing. One more than you have still finds its answer in the series: count again.",
                ko="마지막 창이 빠졌습니다. 답이 시계열 안에 있는 창이 하나 더 있습니다. 수를 다시 세어 보세요.",
            ),
        ),
        (
            X[1:],
            say(
                en="The first window is missing: it begins with row 0.",
                ko="첫 번째 창이 빠졌습니다. 첫 창은 0번 행에서 시작합니다.",
            ),
        ),
        (
            windows_of(rows, timesteps, 0)[0],
            say(
                en="There are windows without an answer: for the last ones the series holds no row `horizon` steps later.",
                ko="답이 없는 창이 들어 있습니다. 마지막 창들에는 `horizon` 단계 뒤의 행이 시계열에 없습니다.",
            ),
        ),
        (
            windows_of(rows, timesteps, 1)[0],
            say(
                en="There are as many windows as for a `horizon` of 1. The farther the answer, the fewer windows have one.",
                ko="창의 수가 `horizon`이 1일 때와 같습니다. 답이 멀수록 답이 있는 창은 적어집니다.",
            ),
        ),
        (
            np.swapaxes(X, 1, 2),
            say(
                en="Time and features are exchanged: `X` is (samples, timesteps, features), one row for each step.",
                ko="시간과 특성이 바뀌었습니다. `X`는 (samples, timesteps, features)이며 단계마다 한 행입니다.",
            ),
        ),
        (
            X[:, ::-1],
            say(
                en="The windows run backwards: the oldest row comes first.",
                ko="창이 거꾸로 놓여 있습니다. 가장 오래된 행이 먼저 와야 합니다.",
            ),
        ),
        (
            np.array(apart),
            say(
                en="The windows do not overlap. Each begins one row after the one before, not `timesteps` rows.",
                ko="창이 서로 겹치지 않습니다. 각 창은 앞의 창보다 `timesteps`행이 아니라 한 행 뒤에서 시작합니다.",
            ),
        ),
        (
            np.array(longer),
            say(
                en="Each window is one row too long: it holds `timesteps` rows, and the answer is not among them.",
                ko="창이 한 행씩 깁니다. 창에는 `timesteps`개의 행만 있고 답은 들어 있지 않습니다.",
            ),
        ),
        (
            y,
            say(en="`y` came first. Return `X, y` in this order.", ko="`y`가 먼저 왔습니다. `X, y` 순서로 돌려주세요."),
        ),
    ]


def _mistakes_in_y(X: Array, y: Array, series: Any, timesteps: int, horizon: int) -> Mistakes:  # noqa: N803
    rows = np.asarray(series, dtype=np.float64).reshape(len(series), -1)
    last = timesteps - 1
    path = np.stack([rows[i + timesteps : i + timesteps + horizon] for i in range(len(y))])
    flat = say(
        en="`y` lacks the axis of the features: it is (samples, features), so (samples, 1) where there is one.",
        ko="`y`에 특성의 축이 없습니다. (samples, features)이므로 특성이 하나면 (samples, 1)입니다.",
    )
    way = say(
        en="`y` holds every step up to the horizon. Only one row is asked for each window, the one `horizon` steps later.",
        ko="`y`에 예측 간격까지의 모든 단계가 들어 있습니다. 창마다 `horizon` 단계 뒤의 행 하나만 필요합니다.",
    )
    one_feature = say(
        en="`y` holds one feature only. All features of the row belong to the answer.",
        ko="`y`에 특성이 하나만 들어 있습니다. 그 행의 모든 특성이 답에 들어갑니다.",
    )
    ignored = say(
        en="`y` holds the row right behind the window, which is the answer to a `horizon` of 1. With 2 it is one row farther, "
        "and so on.",
        ko="`y`에 창 바로 뒤의 행이 들어 있습니다. 이는 `horizon`이 1일 때의 답입니다. 2이면 한 행 더 뒤이고, 그다음도 "
        "마찬가지입니다.",
    )
    early = say(
        en="Every answer comes one step too early. `horizon` counts from the last row of the window: with 1 the answer is "
        "the first row that the window does not hold.",
        ko="답이 모두 한 단계씩 이릅니다. `horizon`은 창의 마지막 행부터 셉니다. 1이면 창에 들어 있지 않은 첫 번째 행이 "
        "답입니다.",
    )
    next_row = rows[last + 1 :][: len(y)]
    found: Mistakes = [(y[:, 0], flat if y.shape[1] == 1 else one_feature)]
    if y.shape[1] > 1:
        found += [(y[:, :1], one_feature), (y[:, -1], one_feature), (y[:, -1:], one_feature)]
    if horizon > 1:
        found += [(next_row, ignored), (rows[last + 1 :], ignored), (next_row[:, 0], ignored)]
        found += [(path, way), (path[:, :, 0], way), (path.reshape(len(y), -1), way)]
    return [
        *found,
        (
            y[:, np.newaxis],
            say(
                en="`y` has one axis too many: (samples, features).",
                ko="`y`에 축이 하나 더 있습니다. (samples, features)여야 합니다.",
            ),
        ),
        (rows[last + horizon - 1 :][: len(y)], early),
        (rows[last + horizon - 1 :], early),
        (
            rows[last + horizon + 1 :],
            say(
                en="Every answer comes one step too late: with a `horizon` of 1 it is the row right after the window.",
                ko="답이 모두 한 단계씩 늦습니다. `horizon`이 1이면 창 바로 뒤의 행이 답입니다.",
            ),
        ),
        (
            rows,
            say(
                en="`y` is the whole series. The first answer is the one to the first window.",
                ko="`y`가 시계열 전체입니다. 첫 번째 답은 첫 번째 창의 답이어야 합니다.",
            ),
        ),
        (
            X,
            say(
                en="`y` holds windows. One row for each window is asked.",
                ko="`y`에 창이 들어 있습니다. 창마다 한 행이 필요합니다.",
            ),
        ),
    ]
