"""An LSTM layer in NumPy, checked against Keras's LSTM, and what usual mistakes make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.testkit import check_close, say

Array = NDArray[np.float64]
Step = Callable[[Array, Array, Array, Array, Array, Array], tuple[Array, Array]]
"""(i, f, g, o after their bends, h and c before) to (h, c)."""


@dataclass(frozen=True)
class Case:
    """The arguments of ``lstm_forward``: one series and the layer's weights."""

    x: NDArray[Any]
    W: Array
    U: Array
    b: Array

    @property
    def units(self) -> int:
        """The number of units."""
        return len(self.U)

    @property
    def arguments(self) -> tuple[NDArray[Any], Array, Array, Array]:
        """Copies of the four arrays, in the order of the call."""
        return self.x.copy(), self.W.copy(), self.U.copy(), self.b.copy()


EXAMPLE = Case(
    x=np.array([[1.0], [0.0], [-1.0]]),
    W=np.array([[1.0, 0.5, 2.0, 0.5]]),
    U=np.array([[0.5, -1.0, 1.0, 0.5]]),
    b=np.array([0.0, 1.0, 0.0, -0.5]),
)


def random_case(seed: int, timesteps: int, features: int, units: int) -> Case:
    """Return a series of normal numbers and weights that leave every gate half open."""
    rng = np.random.default_rng(seed)
    return Case(
        x=rng.normal(size=(timesteps, features)),
        W=rng.normal(scale=1 / np.sqrt(features), size=(features, 4 * units)),
        U=rng.normal(scale=1 / np.sqrt(units), size=(units, 4 * units)),
        b=rng.normal(scale=0.5, size=4 * units),
    )


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + e^-z)."""
    return np.asarray(1 / (1 + np.exp(-z)))


def standard(i: Array, f: Array, g: Array, o: Array, _h: Array, c: Array) -> tuple[Array, Array]:
    """The step of an LSTM."""
    c = f * c + i * g
    return o * np.tanh(c), c


def run(
    case: Case,
    step: Step = standard,
    *,
    order: tuple[int, ...] = (0, 1, 2, 3),
    candidate: Callable[[Array], Array] = np.tanh,
    gate: Callable[[Array], Array] = sigmoid,
) -> tuple[Array, Array]:
    """Return all hidden states and all cell states; ``order`` says which block is i, f, c and o."""
    h, c = np.zeros(case.units), np.zeros(case.units)
    hidden, cells = [], []
    for row in case.x:
        blocks = np.split(row @ case.W + h @ case.U + case.b, 4)
        i, f, g, o = (blocks[place] for place in order)
        h, c = step(gate(i), gate(f), candidate(g), gate(o), h, c)
        hidden.append(h)
        cells.append(c)
    return np.array(hidden), np.array(cells)


def parts_of(got: Any) -> tuple[Any, Any]:
    """Return the two values of ``lstm_forward``, or fail where there are not two."""
    assert isinstance(got, tuple | list) and len(got) == 2, say(
        en="`lstm_forward` should return two values: `return hidden_states, last_cell_state`.",
        ko="`lstm_forward`는 두 값을 돌려주어야 합니다: `return hidden_states, last_cell_state`.",
    )
    return got[0], got[1]


def _same(once: Any, again: Any) -> bool:
    try:
        return np.allclose(np.asarray(once, dtype=float), np.asarray(again, dtype=float), equal_nan=True)
    except (TypeError, ValueError):  # these are no arrays of numbers, which another check explains
        return True


def check_begins_anew(forward: Callable[..., Any], case: Case) -> Any:
    """Return what the function gives for ``case``, or fail where a second call gives something else."""
    once, again = forward(*case.arguments), forward(*case.arguments)
    assert all(map(_same, parts_of(once), parts_of(again))), say(
        en="The same call gives something else the second time: a state survives between calls. Make the zeros inside the "
        "function.",
        ko="같은 호출인데 두 번째에는 결과가 다릅니다. 호출이 끝난 뒤에도 상태가 남아 있습니다. 0 상태를 함수 안에서 "
        "만드세요.",
    )
    return once


def check_hidden_states(got: Any, case: Case, message: Any) -> None:
    """Fail unless the first value of the result ``got`` are the hidden states; a usual mistake is explained."""
    check_close(
        parts_of(got)[0],
        run(case)[0],
        rtol=1e-5,
        atol=1e-5,
        message=message,
        mistakes=[*_wrong_results(case), *((hidden, why) for hidden, _, why in _wrong_formulas(case))],
        what={"en": "The first value (hidden states)", "ko": "첫 번째 값(은닉 상태)"},
    )


def check_cell_state(got: Any, case: Case, message: Any) -> None:
    """Fail unless the second value of the result ``got`` is the last cell state; a usual mistake is explained."""
    hidden, cells = run(case)
    check_close(
        parts_of(got)[1],
        cells[-1],
        rtol=1e-5,
        atol=1e-5,
        message=message,
        mistakes=[
            (
                cells,
                say(
                    en="The second value holds the cell states of all steps. Only the last one is wanted.",
                    ko="두 번째 값에 모든 단계의 셀 상태가 들어 있습니다. 마지막 것만 필요합니다.",
                ),
            ),
            (
                hidden[-1],
                say(
                    en="The second value is the last hidden state `h`. The cell state `c` is wanted.",
                    ko="두 번째 값이 마지막 은닉 상태 `h`입니다. 셀 상태 `c`가 필요합니다.",
                ),
            ),
            (
                np.tanh(cells[-1]),
                say(
                    en="The second value is tanh(c). The cell state itself is wanted; tanh belongs only into `h`.",
                    ko="두 번째 값이 tanh(c)입니다. 셀 상태 자체가 필요합니다. tanh는 `h`에만 들어갑니다.",
                ),
            ),
            (
                cells[-1][np.newaxis],
                say(
                    en="The last cell state has one axis too many in front: shape (units,) is wanted.",
                    ko="마지막 셀 상태의 앞에 축이 하나 더 있습니다. 형상은 (units,)여야 합니다.",
                ),
            ),
            *((wrong[-1], why) for _, wrong, why in _wrong_formulas(case)),
        ],
        what={"en": "The second value (last cell state)", "ko": "두 번째 값(마지막 셀 상태)"},
    )


def _wrong_results(case: Case) -> Iterator[tuple[Any, Any]]:
    hidden, cells = run(case)
    yield (
        hidden[-1],
        say(
            en="The first value is the last hidden state only. Collect those of all steps, one row each.",
            ko="첫 번째 값이 마지막 은닉 상태뿐입니다. 모든 단계의 은닉 상태를 한 행씩 모아 보세요.",
        ),
    )
    yield (
        cells,
        say(
            en="The first value holds the cell states `c`. The hidden states `h` are wanted.",
            ko="첫 번째 값이 셀 상태 `c`입니다. 은닉 상태 `h`가 필요합니다.",
        ),
    )
    yield (
        cells[-1],
        say(
            en="The two values are exchanged: hidden states first, then the cell state.",
            ko="두 값의 순서가 바뀌었습니다. 은닉 상태가 먼저이고 셀 상태가 나중입니다.",
        ),
    )
    yield (
        hidden[np.newaxis],
        say(
            en="There is one axis too many in front: one series comes in, so no batch axis goes out.",
            ko="앞에 축이 하나 더 있습니다. 시계열 하나가 들어오므로 결과에도 배치 축이 없어야 합니다.",
        ),
    )
    yield (
        np.vstack([np.zeros_like(hidden[:1]), hidden]),
        say(
            en="The zeros before the first step are part of the result. Row 0 is the state *after* step 1.",
            ko="첫 단계 이전의 0 상태까지 결과에 들어 있습니다. 0번 행은 첫 단계를 *마친* 뒤의 상태입니다.",
        ),
    )


def _wrong_formulas(case: Case) -> Iterator[tuple[Array, Array, Any]]:
    """Yield (hidden states, cell states, message) of usual mistakes."""

    def old_cell(i: Array, f: Array, g: Array, o: Array, _h: Array, c: Array) -> tuple[Array, Array]:
        return o * np.tanh(c), f * c + i * g

    def no_tanh(i: Array, f: Array, g: Array, o: Array, _h: Array, c: Array) -> tuple[Array, Array]:
        c = f * c + i * g
        return o * c, c

    def hidden_for_cell(i: Array, f: Array, g: Array, o: Array, h: Array, _c: Array) -> tuple[Array, Array]:
        c = f * h + i * g
        return o * np.tanh(c), c

    def forgets_all(i: Array, _f: Array, g: Array, o: Array, _h: Array, _c: Array) -> tuple[Array, Array]:
        return o * np.tanh(i * g), i * g

    def keeps_all(i: Array, _f: Array, g: Array, o: Array, _h: Array, c: Array) -> tuple[Array, Array]:
        c = c + i * g
        return o * np.tanh(c), c

    for order in permutations(range(4)):
        if order != (0, 1, 2, 3):
            yield (
                *run(case, order=order),
                say(
                    en="The four blocks are read in another order. In Keras it is i, f, c, o: input gate, forget gate, "
                    "candidate, output gate.",
                    ko="네 블록을 다른 순서로 읽고 있습니다. Keras의 순서는 i, f, c, o, 곧 입력 게이트, 망각 게이트, 후보, "
                    "출력 게이트입니다.",
                ),
            )
    yield (
        *run(case, old_cell),
        say(
            en="`h` is computed from the old cell state. Compute the new `c` first, then `h = o * tanh(c)`.",
            ko="`h`를 이전 셀 상태로 계산했습니다. 새로운 `c`를 먼저 계산한 뒤 `h = o * tanh(c)`를 계산하세요.",
        ),
    )
    yield (
        *run(case, no_tanh),
        say(
            en="The tanh around the cell state is missing: h = o * tanh(c).",
            ko="셀 상태를 감싸는 tanh가 빠졌습니다: h = o * tanh(c).",
        ),
    )
    yield (
        *run(case, hidden_for_cell),
        say(
            en="The forget gate multiplies the hidden state. It decides about the old *cell* state: f * c.",
            ko="망각 게이트를 은닉 상태에 곱했습니다. 망각 게이트는 이전 *셀* 상태에 곱합니다: f * c.",
        ),
    )
    yield (
        *run(case, forgets_all),
        say(
            en="The old cell state is lost at every step: c = f * c + i * g keeps a part of it.",
            ko="이전 셀 상태가 단계마다 사라집니다. c = f * c + i * g로 일부를 남겨야 합니다.",
        ),
    )
    yield (
        *run(case, keeps_all),
        say(
            en="The forget gate is missing: the old cell state stays whole.",
            ko="망각 게이트가 빠져 이전 셀 상태가 그대로 남습니다.",
        ),
    )
    yield (
        *run(case, candidate=sigmoid),
        say(
            en="The candidate g goes through the sigmoid. It is the one of the four that takes tanh.",
            ko="후보 g에 시그모이드를 적용했습니다. 넷 가운데 후보만 tanh를 씁니다.",
        ),
    )
    yield (
        *run(case, gate=np.tanh),
        say(
            en="The gates go through tanh. A gate is a share between 0 and 1: the sigmoid.",
            ko="게이트에 tanh를 적용했습니다. 게이트는 0과 1 사이의 비율이므로 시그모이드를 씁니다.",
        ),
    )
    yield (
        *run(replace(case, U=np.zeros_like(case.U))),
        say(
            en="The hidden state of the step before has no effect on the gates: `h @ U` is missing, or `h` is always zero.",
            ko="이전 단계의 은닉 상태가 게이트에 반영되지 않습니다. `h @ U`가 빠졌거나 `h`가 늘 0입니다.",
        ),
    )
    yield (
        *run(replace(case, b=np.zeros_like(case.b))),
        say(en="The bias `b` is missing.", ko="편향 `b`가 빠졌습니다."),
    )
