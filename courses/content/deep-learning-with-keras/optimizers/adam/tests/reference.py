"""Adam's step in both right forms, what usual mistakes give, and a slope to descend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.testkit import check_close, say

Array = NDArray[np.float64]
RAVINE = np.array([[4.0, 1.0, 0.0], [1.0, 0.5, 0.1], [0.0, 0.1, 0.05]])
BOTTOM = np.array([1.0, -2.0, 0.5])


def ravine(w: Array) -> Array:
    """Return the slope of a long narrow bowl around BOTTOM."""
    return np.asarray(RAVINE @ (w - BOTTOM))


@dataclass(frozen=True)
class Adam:
    """Adam's settings."""

    rate: float = 0.001
    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-7

    def averages(self, m: Array, v: Array, g: Array) -> tuple[Array, Array]:
        """Return both new averages."""
        return self.beta_1 * m + (1 - self.beta_1) * g, self.beta_2 * v + (1 - self.beta_2) * g**2

    def corrections(self, t: int) -> tuple[float, float]:
        """Return what the averages are divided by in step ``t``."""
        return 1 - self.beta_1**t, 1 - self.beta_2**t

    def keras(self, w: Array, m: Array, v: Array, t: int, g: Array) -> Array:
        """Return the new parameters as Keras computes them."""
        (m, v), (c, d) = self.averages(m, v, g), self.corrections(t)
        return np.asarray(w - self.rate * np.sqrt(d) / c * m / (np.sqrt(v) + self.epsilon))

    def paper(self, w: Array, m: Array, v: Array, t: int, g: Array) -> Array:
        """Return the new parameters as the formula with the corrected averages gives them."""
        (m, v), (c, d) = self.averages(m, v, g), self.corrections(t)
        return np.asarray(w - self.rate * (m / c) / (np.sqrt(v / d) + self.epsilon))

    def slips(self, w: Array, m: Array, v: Array, t: int, g: Array) -> list[tuple[Array, Any]]:
        """Return (new parameters, explanation) for each usual mistake."""
        (a, b), (c, d), e, rate = self.averages(m, v, g), self.corrections(t), self.epsilon, self.rate
        late_c, late_d = self.corrections(t + 1)
        old_c, old_d = max(self.corrections(t - 1)[0], 1e-30), max(self.corrections(t - 1)[1], 1e-30)
        with np.errstate(all="ignore"):
            swapped = Adam(rate, self.beta_2, self.beta_1, e)
            half_swapped = swapped.averages(m, v, g)
            return [
                (
                    swapped.keras(w, m, v, t, g),
                    say(
                        en="beta_1 and beta_2 are swapped: beta_1 belongs to m and beta_2 to v.",
                        ko="beta_1과 beta_2가 바뀌었습니다. m에는 beta_1, v에는 beta_2를 씁니다.",
                    ),
                ),
                (
                    w - rate * (half_swapped[0] / c) / (np.sqrt(half_swapped[1] / d) + e),
                    say(
                        en="In the averages beta_1 and beta_2 are swapped: beta_1 belongs to m and beta_2 to v.",
                        ko="평균을 낼 때 beta_1과 beta_2가 바뀌었습니다. m에는 beta_1, v에는 beta_2를 씁니다.",
                    ),
                ),
                (
                    w - rate * a / (np.sqrt(b) + e),
                    say(
                        en="Both corrections are missing: the first steps come out far too large or too small.",
                        ko="두 보정이 모두 빠졌습니다. 첫 몇 걸음이 너무 크거나 작아집니다.",
                    ),
                ),
                (
                    w - rate * a / c / (np.sqrt(b) + e),
                    say(en="v is not corrected: divide it by 1 - beta_2**t.", ko="v를 보정하지 않았습니다. 1 - beta_2**t로 나누세요."),
                ),
                (
                    w - rate * a / (np.sqrt(b / d) + e),
                    say(en="m is not corrected: divide it by 1 - beta_1**t.", ko="m을 보정하지 않았습니다. 1 - beta_1**t로 나누세요."),
                ),
                (
                    w - rate * (a / (1 - self.beta_1)) / (np.sqrt(b / (1 - self.beta_2)) + e),
                    say(
                        en="The correction is right for t = 1 only: the power beta**t is missing.",
                        ko="t = 1에서만 맞는 보정입니다. 거듭제곱 beta**t가 빠졌습니다.",
                    ),
                ),
                (
                    w + rate * a / c / (np.sqrt(b / d) + e),
                    say(en="The step goes uphill: subtract it.", ko="걸음이 오르막으로 갑니다. 빼야 합니다."),
                ),
                (
                    w - rate * a / c / (b / d + e),
                    say(en="The root of v is missing.", ko="v에 제곱근을 씌우지 않았습니다."),
                ),
                (
                    w - rate * a / c / np.sqrt(b / d + e),
                    say(
                        en="epsilon stands under the root; in Adam it stands beside it.",
                        ko="epsilon이 루트 안에 있습니다. Adam에서는 루트 바깥에 있습니다.",
                    ),
                ),
                (
                    w - rate * np.sqrt(d) / c * a / np.sqrt(b + e),
                    say(
                        en="epsilon stands under the root; in Adam it stands beside it.",
                        ko="epsilon이 루트 안에 있습니다. Adam에서는 루트 바깥에 있습니다.",
                    ),
                ),
                (
                    w - rate * g / (np.sqrt(b / d) + e),
                    say(
                        en="The numerator is the gradient itself; the corrected average m belongs there.",
                        ko="분자가 기울기 자체입니다. 보정한 평균 m이 와야 합니다.",
                    ),
                ),
                (
                    w - rate * (m / c) / (np.sqrt(v / d) + e),
                    say(
                        en="You step with the averages as they came in. Bring them up to date first.",
                        ko="들어온 그대로의 평균으로 걸음을 냈습니다. 평균을 먼저 갱신하세요.",
                    ),
                ),
                (
                    w - rate * (a / late_c) / (np.sqrt(b / late_d) + e),
                    say(
                        en="The correction counts one step too many: t is already 1 in the first step.",
                        ko="보정이 한 걸음 더 세었습니다. t는 첫 걸음에서 이미 1입니다.",
                    ),
                ),
                (
                    w - rate * (a / old_c) / (np.sqrt(b / old_d) + e),
                    say(
                        en="The correction counts one step too few: t is already 1 in the first step.",
                        ko="보정이 한 걸음 덜 세었습니다. t는 첫 걸음에서 이미 1입니다.",
                    ),
                ),
                (
                    w - rate * (a / d) / (np.sqrt(b / c) + e),
                    say(
                        en="The corrections are swapped: beta_1 belongs to m and beta_2 to v.",
                        ko="보정이 서로 바뀌었습니다. m에는 beta_1, v에는 beta_2를 씁니다.",
                    ),
                ),
            ]


def stepped(submission: Any, *args: Any, **named: float) -> tuple[Any, Any, Any]:
    """Return the student's new w, m and v, or fail where they are not three."""
    got = submission.function("adam_step")(*args, **named)
    if not (isinstance(got, tuple | list | np.ndarray) and getattr(got, "ndim", 1) and len(got) == 3):
        pytest.fail(
            say(
                en="`adam_step` should return three things: the new w, the new m and the new v.",
                ko="`adam_step`은 새 w, 새 m, 새 v, 세 가지를 돌려주어야 합니다.",
            )
        )
    return got[0], got[1], got[2]


def check_parameters_of(
    got: Any, adam: Adam, w: Array, m: Array, v: Array, t: int, g: Array, message: Any
) -> None:
    """Fail unless ``got`` are the new parameters, in either form."""
    wanted = (adam.keras(w, m, v, t, g), adam.paper(w, m, v, t, g))
    same_shape = isinstance(got, int | float | np.number | np.ndarray | list) and np.shape(got) == wanted[1].shape
    if same_shape and np.allclose(got, wanted[1], rtol=1e-4, atol=1e-8):
        return
    check_close(
        got,
        wanted[0],
        rtol=1e-4,
        message=message,
        mistakes=adam.slips(w, m, v, t, g),
        what={"en": "The new `w`", "ko": "새 `w`"},
    )


def check_averages(got: Sequence[Any], adam: Adam, m: Array, v: Array, t: int, g: Array) -> None:
    """Fail unless ``got`` are the new averages, without correction."""
    corrected = say(
        en="This average is returned corrected. The next step goes on with the one without correction.",
        ko="이 평균을 보정한 채로 돌려주었습니다. 다음 걸음은 보정하지 않은 평균에서 이어집니다.",
    )
    unchanged = say(
        en="This average comes back as it went in: Adam would remember nothing.",
        ko="이 평균이 들어간 그대로 나옵니다. 그러면 Adam이 아무것도 기억하지 못합니다.",
    )
    for name, value, wanted, old, correction in zip(
        "mv", got, adam.averages(m, v, g), (m, v), adam.corrections(t), strict=True
    ):
        beta = adam.beta_1 if name == "m" else adam.beta_2
        power = g if name == "m" else g**2
        check_close(
            value,
            wanted,
            rtol=1e-4,
            atol=1e-12,
            message=say(
                en=f"`new_{name}` is not the average that the next step needs.",
                ko=f"`new_{name}`이 다음 걸음에 필요한 평균이 아닙니다.",
            ),
            mistakes=[
                (wanted / correction, corrected),
                (old, unchanged),
                (
                    (1 - beta) * old + beta * power,
                    say(
                        en=f"In `new_{name}` beta and 1 - beta are swapped: beta is the share of the past.",
                        ko=f"`new_{name}`에서 beta와 1 - beta가 바뀌었습니다. beta는 과거의 몫입니다.",
                    ),
                ),
                (
                    beta * old + (1 - beta) * g,
                    say(
                        en=f"`new_{name}` averages the gradient itself; its square is asked.",
                        ko=f"`new_{name}`이 기울기 자체의 평균입니다. 기울기의 제곱이어야 합니다.",
                    ),
                ),
            ],
            what=f"`new_{name}`",
        )
