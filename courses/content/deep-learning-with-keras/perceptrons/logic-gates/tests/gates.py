"""The truth tables, and how a student's weights and functions are read."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.testkit import check_shape, say

Array = NDArray[np.float64]
ROWS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TABLES = {"AND": np.array([0, 0, 0, 1]), "OR": np.array([0, 1, 1, 1]), "NAND": np.array([1, 1, 1, 0])}
OTHER_TABLES = {**TABLES, "NOR": np.array([1, 0, 0, 0]), "XOR": np.array([0, 1, 1, 0])}
MARGIN = 0.1 - 1e-6


def weights_of(submission: Any, gate: str) -> tuple[Array, float]:
    """Return the two weights and the bias that the student's ``GATES`` holds for ``gate``."""
    gates = submission.value("GATES", dict)
    assert gate in gates, say(
        en=f'`GATES` should have an entry "{gate}".', ko=f'`GATES`에 "{gate}" 항목이 있어야 합니다.'
    )
    entry = gates[gate]
    is_pair = isinstance(entry, list | tuple) and len(entry) == 2
    assert is_pair, say(
        en=f'`GATES["{gate}"]` should be a pair `(w, b)`: two weights together, and the bias.',
        ko=f'`GATES["{gate}"]`는 쌍 `(w, b)`여야 합니다. 가중치 두 개를 묶은 것과 편향입니다.',
    )
    where = f'`GATES["{gate}"]`'
    check_shape(entry[0], (2,), what={"en": f"The weights in {where}", "ko": f"{where}의 가중치"})
    check_shape(entry[1], (), what={"en": f"The bias in {where}", "ko": f"{where}의 편향"})
    weights, bias = np.asarray(entry[0], np.float64), float(np.asarray(entry[1]))
    assert np.isfinite([*weights, bias]).all(), say(
        en=f"{where} should hold ordinary numbers, neither `nan` nor `inf`.",
        ko=f"{where}에는 `nan`이나 `inf`가 아닌 보통의 수가 있어야 합니다.",
    )
    return weights, bias


def sums(submission: Any, gate: str) -> Array:
    """Return the sums in the four rows, or fail where they are not on the side that the table asks for."""
    weights, bias = weights_of(submission, gate)
    z = ROWS @ weights + bias
    right = TABLES[gate] == 1
    if ((z > 0) == right).all():
        return z
    if ((ROWS @ weights - bias > 0) == right).all():
        pytest.fail(
            say(
                en=f"The weights of {gate} are right with the opposite bias. The bias is added to the sum, so it is minus "
                "the threshold that the weighted inputs have to pass.",
                ko=f"{gate}의 가중치는 편향의 부호를 바꾸면 맞습니다. 편향은 합에 더하므로, 입력의 가중합이 넘어야 할 문턱값의 부호를 바꾼 "
                "수입니다.",
            )
        )
    if ((z >= 0) == right).all():
        pytest.fail(
            say(
                en=f"With the weights of {gate} a row that should give 1 has a sum of exactly 0. The neuron says 1 only when "
                "the sum is greater than 0.",
                ko=f"{gate}의 가중치로는 1이 나와야 할 행의 합이 정확히 0입니다. 뉴런은 합이 0보다 클 때만 1이라고 답합니다.",
            )
        )
    first = int(np.argmax((z > 0) != right))
    row = [int(value) for value in ROWS[first]]
    wanted_en, wanted_ko = ("above", "커야") if right[first] else ("below", "작아야")
    pytest.fail(
        say(
            en=f"The weights of {gate} do not give its table: in the row {row} the sum should be {wanted_en} 0.",
            ko=f"{gate}의 가중치로는 표가 나오지 않습니다. 행 {row}에서 합이 0보다 {wanted_ko} 합니다.",
        )
    )


def answers(submission: Any, gate: str, rows: Array | list[list[int]]) -> Array:
    """Return what the student's function ``gate`` says for each of ``rows``."""
    function, found = submission.function(gate), []
    for x1, x2 in rows:
        got = function(x1, x2)
        if got is None:
            pytest.fail(
                say(
                    en=f"`{gate}` returns nothing (`None`). Is a `return` missing?",
                    ko=f"`{gate}`가 아무것도 돌려주지 않습니다(`None`). `return`이 빠지지 않았나요?",
                )
            )
        check_shape(got, (), what=f"`{gate}(…)`")
        found.append(float(np.asarray(got)))
    return np.array(found)
