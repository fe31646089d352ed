"""What usual mistakes give for the new parameters, each with its explanation."""

from __future__ import annotations

from typing import Any

import numpy as np
from reference import Array, Rule, State

from grader.testkit import say

UPHILL = say(
    en="The step goes uphill: the gradient must be subtracted.",
    ko="걸음이 오르막으로 갑니다. 기울기는 빼야 합니다.",
)
OLD_MEMORY = say(
    en="You divide by the memory as it was before this gradient. Bring it up to date first.",
    ko="이번 기울기를 반영하기 전의 기억으로 나누었습니다. 기억을 먼저 갱신하세요.",
)
NO_ROOT = say(
    en="The square root in the denominator is missing.",
    ko="분모에 제곱근이 빠졌습니다.",
)
NO_PAST = say(
    en="Only the square of the present gradient is in the denominator; the memory of the past is missing.",
    ko="분모에 현재 기울기의 제곱만 있고 과거의 기억이 빠졌습니다.",
)
NOT_SQUARED = say(
    en="The memory takes in the gradient itself; its square is asked.",
    ko="기억에 기울기 자체가 들어갔습니다. 기울기의 제곱이어야 합니다.",
)
SHARES_SWAPPED = say(
    en="rho and 1 - rho are swapped: rho is the share of the past.",
    ko="rho와 1 - rho가 바뀌었습니다. rho는 과거의 몫입니다.",
)
NO_SHARE = say(
    en="The square of the gradient must be multiplied by 1 - rho before it is added.",
    ko="기울기의 제곱은 1 - rho를 곱한 뒤에 더해야 합니다.",
)
SUMMED = say(
    en="You sum up the squares as Adagrad does; RMSProp and Adadelta average them.",
    ko="Adagrad처럼 제곱을 더하기만 했습니다. RMSProp과 Adadelta는 평균을 냅니다.",
)
AVERAGED = say(
    en="You average the squares; Adagrad sums them up and forgets nothing.",
    ko="제곱의 평균을 냈습니다. Adagrad는 모두 더하며 아무것도 잊지 않습니다.",
)
OUTSIDE = say(
    en="epsilon stands outside the root. In Keras's rule it is under the root.",
    ko="epsilon이 루트 바깥에 있습니다. Keras의 식에서는 루트 안에 있습니다.",
)
NO_EPSILON = say(
    en="epsilon has no effect, or not the value that was passed.",
    ko="epsilon이 아무 영향을 주지 않거나, 넘겨받은 값이 쓰이지 않았습니다.",
)
RATE_FORGOTTEN = say(
    en="The learning rate is missing.",
    ko="학습률이 빠졌습니다.",
)
NEW_DELTA = say(
    en="The step uses the average of squared steps that already contains the step itself; the old one is asked.",
    ko="걸음에 자기 자신이 이미 들어 있는 걸음 제곱 평균을 썼습니다. 옛 평균을 써야 합니다.",
)
LIKE_RMSPROP = say(
    en="This is RMSProp: the root of the average of squared steps is missing in the numerator.",
    ko="이것은 RMSProp입니다. 분자에 걸음 제곱 평균의 제곱근이 빠졌습니다.",
)


def memories(old: Array, g: Array, rho: float | None) -> list[tuple[Array, Any]]:
    """Return what wrong ways give for the memory of squared gradients that stands in the denominator."""
    found = [(old, OLD_MEMORY), (g**2, NO_PAST)]
    if rho is None:
        return [*found, (old + g, NOT_SQUARED), (0.9 * old + 0.1 * g**2, AVERAGED)]
    return [
        *found,
        (rho * old + (1 - rho) * g, NOT_SQUARED),
        ((1 - rho) * old + rho * g**2, SHARES_SWAPPED),
        (rho * old + g**2, NO_SHARE),
        (old + g**2, SUMMED),
    ]


def slips(
    rule: Rule, w: Array, state: State, g: Array, rate: float, rho: float | None, epsilon: float
) -> list[tuple[Array, Any]]:
    """Return (new parameters, explanation) for each usual mistake."""
    options: dict[str, float] = {"epsilon": epsilon} if rho is None else {"rho": rho, "epsilon": epsilon}
    right, after = rule.step(w, state, g, rate, **options)
    move = right - w
    numerator = -np.sqrt(state[1] + epsilon) * g if rule.name == "adadelta" else -g
    bottom = after[0]
    found = [
        (w - move, UPHILL),
        (w + rate * numerator / (bottom + epsilon), NO_ROOT),
        (w + move / rate, RATE_FORGOTTEN),
        (w + rate * numerator / (np.sqrt(bottom) + epsilon), OUTSIDE),
        (w + rate * numerator / np.sqrt(bottom), NO_EPSILON),
        (w + rate * numerator / np.sqrt(bottom + 1e-7), NO_EPSILON),
    ]
    with np.errstate(invalid="ignore", divide="ignore"):
        found += [(w + rate * numerator / np.sqrt(m + epsilon), why) for m, why in memories(state[0], g, rho)]
    if rule.name == "adadelta":
        found += [
            (w - rate * np.sqrt(after[1] + epsilon) / np.sqrt(bottom + epsilon) * g, NEW_DELTA),
            (w - rate * g / np.sqrt(bottom + epsilon), LIKE_RMSPROP),
            (w - rate * (np.sqrt(state[1]) + epsilon) / (np.sqrt(bottom) + epsilon) * g, OUTSIDE),
            (w - rate * np.sqrt(state[1]) / np.sqrt(bottom) * g, NO_EPSILON),
            (w - rate * np.sqrt(state[1] + 1e-7) / np.sqrt(bottom + 1e-7) * g, NO_EPSILON),
        ]
    return found
