"""The right counts, and a check of a student's that names the usual mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from grader.testkit import check_shape, say

Sizes = Sequence[int]
NOT_RIGHT = say(
    en="The number of parameters is not right. Each layer has one weight for each pair of an input and a neuron, and one bias "
    "for each neuron.",
    ko="매개변수의 수가 다릅니다. 층마다 입력과 뉴런의 짝 하나에 가중치가 하나, 뉴런 하나에 편향이 하나 있습니다.",
)


def expected(sizes: Sizes) -> int:
    """Return the number of weights and biases."""
    return sum(n * m + m for n, m in pairwise(sizes))


def mistaken(sizes: Sizes) -> list[tuple[int, str]]:
    """Return what usual mistakes give, each with its explanation."""
    weights, layers = sum(n * m for n, m in pairwise(sizes)), len(sizes) - 1
    return [
        (
            weights,
            say(
                en="You count the weights only. Every neuron has a bias, too.",
                ko="가중치만 셌습니다. 뉴런마다 편향도 하나씩 있습니다.",
            ),
        ),
        (
            weights + sum(sizes),
            say(
                en="You count a bias for each input, too. The inputs are no neurons and have no bias.",
                ko="입력에도 편향을 하나씩 셌습니다. 입력은 뉴런이 아니므로 편향이 없습니다.",
            ),
        ),
        (
            weights + sum(sizes[:-1]),
            say(
                en="You count the biases of each layer's inputs (`n * m + n`). The biases belong to the neurons: `n * m + m`.",
                ko="층의 입력마다 편향을 셌습니다(`n * m + n`). 편향은 뉴런의 것입니다: `n * m + m`.",
            ),
        ),
        (
            weights + layers,
            say(
                en="You count one bias for each layer. Each neuron has a bias of its own.",
                ko="편향을 층마다 하나씩 셌습니다. 뉴런마다 자기 편향이 하나씩 있습니다.",
            ),
        ),
        (
            expected(sizes[:-1]),
            say(en="The last layer is missing.", ko="마지막 층이 빠졌습니다."),
        ),
        (
            expected(sizes[1:]),
            say(
                en="The first layer, the one behind the inputs, is missing.",
                ko="입력 바로 다음에 있는 첫 층이 빠졌습니다.",
            ),
        ),
        (
            sum(sizes),
            say(
                en="You count neurons. The parameters are the connections between them and the biases.",
                ko="뉴런의 수를 셌습니다. 매개변수는 뉴런 사이의 연결과 편향입니다.",
            ),
        ),
    ]


def check_counts(
    function: Any, networks: Sequence[Sizes], *, shown: bool = False, otherwise: str = NOT_RIGHT
) -> None:
    """Fail unless ``function`` gives the right whole numbers; a mistake is named where it explains all of them.

    With ``shown`` the message says how many parameters the first wrong network has; else it is ``otherwise``.
    """
    counts, right = [count_of(function(sizes)) for sizes in networks], [expected(sizes) for sizes in networks]
    if counts == right:
        return
    others = zip(*(mistaken(sizes) for sizes in networks), strict=True)
    causes = [case[0][1] for case in others if [count for count, _ in case] == counts]
    sizes, found, wanted = next(case for case in zip(networks, counts, right, strict=True) if case[1] != case[2])
    if causes:
        pytest.fail(causes[0])
    if shown:
        pytest.fail(
            say(
                en=f"The network {list(sizes)} has {wanted:,} parameters, but your answer is {found:,}.",
                ko=f"신경망 {list(sizes)}의 매개변수는 {wanted:,}개인데 여러분의 답은 {found:,}개입니다.",
            )
        )
    pytest.fail(otherwise)


def count_of(got: Any) -> int:
    """Return ``got`` as an int, or fail where it is not one whole number."""
    if got is None:
        pytest.fail(
            say(
                en="`dense_parameters` returns nothing (`None`). Is a `return` missing?",
                ko="`dense_parameters`가 아무것도 돌려주지 않습니다(`None`). `return`이 빠지지 않았나요?",
            )
        )
    if isinstance(got, int) and not isinstance(got, bool):
        return got
    check_shape(got, (), what="`dense_parameters(…)`")
    assert np.asarray(got).dtype.kind in "iu", say(
        en="`dense_parameters` should return a whole number (`int`), not a float.",
        ko="`dense_parameters`는 실수가 아니라 정수(`int`)를 돌려주어야 합니다.",
    )
    return int(np.asarray(got))
