"""The number of an LSTM layer's parameters."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.testkit import check_close, say


def count(units: int, features: int) -> int:
    """Return the number of parameters of an LSTM layer."""
    return 4 * ((units + features) * units + units)


def check_count(submission: Any, units: int, features: int) -> None:
    """Fail unless ``lstm_parameters(units, features)`` is right; a usual mistake is explained."""
    got = submission.function("lstm_parameters")(units, features)
    assert got is not None, say(
        en="`lstm_parameters` gives None: is a `return` missing?",
        ko="`lstm_parameters`가 None을 돌려줍니다. `return`이 빠지지 않았나요?",
    )
    assert np.asarray(got).dtype.kind in "iu", say(
        en="`lstm_parameters` should return a whole number (`int`).",
        ko="`lstm_parameters`는 정수(`int`)를 돌려주어야 합니다.",
    )
    check_close(
        got,
        count(units, features),
        rtol=0,
        atol=1e-6,
        message=say(
            en="Count W, U and b: `W` is (features, 4 * units), `U` is (units, 4 * units), `b` is (4 * units,).",
            ko="W, U, b를 세어 보세요. `W`는 (features, 4 * units), `U`는 (units, 4 * units), `b`는 (4 * units,)입니다.",
        ),
        mistakes=[
            (
                count(units, features) // 4,
                say(
                    en="That is a single gate, as in a SimpleRNN. An LSTM has four such parts.",
                    ko="게이트 하나, 곧 SimpleRNN의 수입니다. LSTM에는 이런 부분이 네 개 있습니다.",
                ),
            ),
            (
                count(units, features) // 4 * 3,
                say(
                    en="Those are three parts. The candidate for the cell state has weights of its own, too.",
                    ko="세 부분만 세었습니다. 셀 상태의 후보에도 자신의 가중치가 있습니다.",
                ),
            ),
            (
                4 * (units + features) * units,
                say(en="The biases are missing.", ko="편향이 빠졌습니다."),
            ),
            (
                4 * (units + features) * units + units,
                say(
                    en="The bias is counted once. Each of the four parts has its own.",
                    ko="편향을 한 번만 세었습니다. 네 부분마다 편향이 따로 있습니다.",
                ),
            ),
            (
                4 * (features * units + units),
                say(
                    en="The weights of the old hidden state (`U`) are missing.",
                    ko="이전 은닉 상태의 가중치(`U`)가 빠졌습니다.",
                ),
            ),
            (
                count(features, units),
                say(
                    en="The arguments are exchanged: first `units`, then `features`.",
                    ko="인수의 순서가 바뀌었습니다. `units`가 먼저이고 `features`가 나중입니다.",
                ),
            ),
        ],
        what="`lstm_parameters(units, features)`",
    )
