"""A simple recurrent layer in NumPy, checked against Keras's SimpleRNN, and what usual mistakes make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.testkit import check_close, say

Array = NDArray[np.float64]
Step = Callable[[Array, Array], Array]


@dataclass(frozen=True)
class Case:
    """The arguments of ``rnn_forward``: one series and the layer's weights."""

    x: NDArray[Any]
    W: Array
    U: Array
    b: Array

    @property
    def arguments(self) -> tuple[NDArray[Any], Array, Array, Array]:
        """Copies of the four arrays, in the order of the call."""
        return self.x.copy(), self.W.copy(), self.U.copy(), self.b.copy()


EXAMPLE = Case(
    x=np.array([[1.0], [0.5], [-1.0]]),
    W=np.array([[0.5, -0.3]]),
    U=np.array([[0.2, 0.4], [-0.6, 0.1]]),
    b=np.array([0.1, 0.0]),
)


def random_case(seed: int, timesteps: int, features: int, units: int) -> Case:
    """Return a series of normal numbers and weights that keep the states well between -1 and 1."""
    rng = np.random.default_rng(seed)
    return Case(
        x=rng.normal(size=(timesteps, features)),
        W=rng.normal(scale=0.6 / np.sqrt(features), size=(features, units)),
        U=rng.normal(scale=0.7 / np.sqrt(units), size=(units, units)),
        b=rng.normal(scale=0.4, size=units),
    )


def states_of(case: Case) -> Array:
    """Return the hidden states (timesteps, units)."""
    return run(case, lambda row, h: np.tanh(row @ case.W + h @ case.U + case.b))


def run(case: Case, step: Step) -> Array:
    """Return the states that ``step(row, state)`` makes from a state of zeros."""
    h, states = np.zeros(len(case.b)), []
    for row in case.x:
        h = step(row, h)
        states.append(h)
    return np.array(states)


def check_states(got: Any, case: Case, message: Any) -> None:
    """Fail unless ``got`` are the hidden states of ``case``; a usual mistake is explained."""
    check_close(
        got,
        states_of(case),
        rtol=1e-5,
        atol=1e-5,
        message=message,
        mistakes=_mistakes(case),
        what="`rnn_forward(x, W, U, b)`",
    )


def _same(once: Any, again: Any) -> bool:
    try:
        return np.allclose(np.asarray(once, dtype=float), np.asarray(again, dtype=float), equal_nan=True)
    except (TypeError, ValueError):  # these are no arrays of numbers, which another check explains
        return True


def check_begins_anew(forward: Callable[..., Any], case: Case) -> Any:
    """Return what the function gives for ``case``, or fail where a second call gives something else."""
    once, again = forward(*case.arguments), forward(*case.arguments)
    assert _same(once, again), say(
        en="The same call gives something else the second time: a state survives between calls. Make the zeros inside the "
        "function.",
        ko="같은 호출인데 두 번째에는 결과가 다릅니다. 호출이 끝난 뒤에도 상태가 남아 있습니다. 0 상태를 함수 안에서 "
        "만드세요.",
    )
    return once


def _mistakes(case: Case) -> list[tuple[Any, Any]]:
    x, W, U, b = case.x, case.W, case.U, case.b  # noqa: N806
    right = states_of(case)
    return [
        (
            right[-1],
            say(
                en="Only the last hidden state came back. Collect the states of all steps, one row each.",
                ko="마지막 은닉 상태만 돌아왔습니다. 모든 단계의 상태를 한 행씩 모아 보세요.",
            ),
        ),
        (
            np.vstack([np.zeros_like(right[:1]), right]),
            say(
                en="The state of zeros before the first step is part of the result. Row 0 is the state *after* step 1.",
                ko="첫 단계 이전의 0 상태까지 결과에 들어 있습니다. 0번 행은 첫 단계를 *마친* 뒤의 상태입니다.",
            ),
        ),
        (
            np.vstack([np.zeros_like(right[:1]), right[:-1]]),
            say(
                en="Every row is one step late: the new state is stored before it has been computed.",
                ko="모든 행이 한 단계씩 늦습니다. 새 상태를 계산하기 전에 저장하고 있습니다.",
            ),
        ),
        (
            right[::-1],
            say(
                en="The states come back in reverse order: the first step's belongs into row 0.",
                ko="상태가 거꾸로 돌아왔습니다. 첫 단계의 상태가 0번 행에 와야 합니다.",
            ),
        ),
        (
            states_of(replace(case, x=x[::-1])),
            say(
                en="The series is read from its end. The first row of `x` is the first step.",
                ko="시계열을 끝에서부터 읽고 있습니다. `x`의 첫 행이 첫 단계입니다.",
            ),
        ),
        (
            np.repeat(right[-1:], len(right), axis=0),
            say(
                en="All rows are the last state. Is one array changed in place and stored again and again? Store a copy.",
                ko="모든 행이 마지막 상태입니다. 배열 하나의 값을 바꾸면서 같은 배열을 계속 저장하고 있지 않나요? "
                "복사본을 저장하세요.",
            ),
        ),
        (
            right.T,
            say(
                en="Rows and columns are exchanged: one row for each step, one column for each unit.",
                ko="행과 열이 바뀌었습니다. 단계마다 한 행, 유닛마다 한 열이어야 합니다.",
            ),
        ),
        (
            right[np.newaxis],
            say(
                en="There is one axis too many in front: one series comes in, so no batch axis goes out.",
                ko="앞에 축이 하나 더 있습니다. 시계열 하나가 들어오므로 결과에도 배치 축이 없어야 합니다.",
            ),
        ),
        (
            run(case, lambda row, h: np.tanh(row @ W + b)),
            say(
                en="The state of the step before has no effect: `h @ U` is missing, or `h` is zero again at every step.",
                ko="이전 단계의 상태가 반영되지 않습니다. `h @ U`가 빠졌거나, 단계마다 `h`가 다시 0이 됩니다.",
            ),
        ),
        (
            run(case, lambda row, h: np.tanh(row @ W + h @ U.T + b)),
            say(
                en="`U` is transposed. With the state as a row it is `h @ U`, not `U @ h`.",
                ko="`U`가 전치되어 있습니다. 상태를 행으로 쓰면 `U @ h`가 아니라 `h @ U`입니다.",
            ),
        ),
        (
            np.tanh(run(case, lambda row, h: row @ W + h @ U + b)),
            say(
                en="The sum goes into the next step without its tanh. The state is `h` *after* the tanh.",
                ko="tanh를 적용하지 않은 합이 다음 단계로 들어갑니다. 상태는 tanh를 적용한 *뒤*의 `h`입니다.",
            ),
        ),
        (
            run(case, lambda row, h: np.tanh(row @ W + h @ U)),
            say(en="The bias `b` is missing.", ko="편향 `b`가 빠졌습니다."),
        ),
        (
            run(case, lambda row, h: row @ W + h @ U + b),
            say(en="The tanh is missing.", ko="tanh가 빠졌습니다."),
        ),
        (
            run(case, lambda row, h: np.tanh(row @ W + h @ U) + b),
            say(
                en="The bias is added after the tanh. It belongs inside, to the sum.",
                ko="편향을 tanh 뒤에 더했습니다. 편향은 괄호 안의 합에 들어가야 합니다.",
            ),
        ),
        (
            run(case, lambda row, h: np.tanh(row @ W + b) + h @ U),
            say(
                en="`h @ U` is added after the tanh. It belongs inside, to the sum.",
                ko="`h @ U`를 tanh 뒤에 더했습니다. 괄호 안의 합에 들어가야 합니다.",
            ),
        ),
        (
            run(case, lambda row, h: 1 / (1 + np.exp(-np.clip(row @ W + h @ U + b, -700, 700)))),
            say(
                en="This is the sigmoid of the sums. A simple recurrent layer bends with tanh.",
                ko="합에 시그모이드를 적용했습니다. 단순 순환 층은 tanh를 씁니다.",
            ),
        ),
    ]
