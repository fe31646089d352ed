"""Hidden tests: 100 steps beside Keras's rule, other rho and epsilon, other shapes, the untouched input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import RULES, ravine, stepped
from slips import slips

from grader.testkit import check_close, for_each, say

pytestmark = pytest.mark.hidden


@for_each("name", tuple(RULES), points=1, en="{name}_step: 100 steps in a row", ko="{name}_step: 이어서 100걸음")
def test_hundred_steps(submission: Any, name: str) -> None:
    rule = RULES[name]
    for start, rate in zip(([3.0, 1.0, -2.0], [-1.0, 4.0, 0.0]), rule.rates, strict=True):
        wanted_w = w = np.array(start)
        wanted_state = state = tuple(np.full(3, value) for value in rule.start)
        wanted_path, path = [], []
        for _ in range(100):
            wanted_w, wanted_state = rule.step(wanted_w, wanted_state, ravine(wanted_w), rate)
            got_w, got_state = stepped(submission, rule, w, state, ravine(w), rate)
            w = submission.array(got_w, shape=(3,))
            state = tuple(submission.array(part, shape=(3,)) for part in got_state)
            wanted_path.append(wanted_w)
            path.append(w)
        check_close(
            np.array(path),
            np.array(wanted_path),
            rtol=1e-4,
            atol=1e-5,
            message=say(
                en=f"Over 100 steps `{name}_step` leaves the path of Keras's rule. If one step is right, look at what is "
                "remembered, at the default values of rho and epsilon, and at a memory that begins at 0.",
                ko=f"100걸음을 가는 동안 `{name}_step`이 Keras의 식에서 벗어납니다. 한 걸음이 맞는다면 기억하는 값, rho와 "
                "epsilon의 기본값, 0에서 출발하는 기억을 살펴보세요.",
            ),
        )


@for_each(
    "name",
    tuple(RULES),
    points=0.5,
    en="{name}_step: other rho and epsilon, tiny gradients",
    ko="{name}_step: 다른 rho와 epsilon, 아주 작은 기울기",
)
def test_other_settings(submission: Any, name: str) -> None:
    rule = RULES[name]
    w = np.array([0.5, -1.0, 2.0])
    defaults = {"rmsprop": 0.9, "adadelta": 0.95}
    for size, given in ((1.0, {"rho": 0.6, "epsilon": 0.03}), (1.0, {"rho": 0.8, "epsilon": 1e-4}), (1e-3, {})):
        named = {key: value for key, value in given.items() if rule.has_rho or key != "rho"}
        g = size * np.array([0.05, -0.4, 0.2])
        state = (size**2 * np.array([0.01, 0.5, 0.0]), size**2 * np.array([0.02, 0.0, 0.001]))[: len(rule.start)]
        new_w, new_state = rule.step(w, state, g, 0.3, **named)
        got_w, got_state = stepped(submission, rule, w, state, g, 0.3, **named)
        rho = named.get("rho", defaults.get(name))
        check_close(
            got_w,
            new_w,
            rtol=1e-4,
            message=say(
                en=f"With other values of rho or epsilon, or with tiny gradients, the new parameters of `{name}_step` are "
                "wrong. Are both used as they are passed, with the prompt's defaults?",
                ko=f"rho나 epsilon이 다르거나 기울기가 아주 작으면 `{name}_step`의 새 매개변수가 다릅니다. 두 값을 넘겨받은 "
                "대로 쓰고 기본값도 문제에 적힌 대로인가요?",
            ),
            mistakes=slips(rule, w, state, g, 0.3, rho, named.get("epsilon", 1e-7)),
        )
        for memory, wanted, got in zip(rule.memories, new_state, got_state, strict=True):
            check_close(
                got,
                wanted,
                rtol=1e-4,
                message=say(
                    en=f"With other values of rho or epsilon `new_{memory}` of `{name}_step` is wrong.",
                    ko=f"rho나 epsilon을 다른 값으로 주면 `{name}_step`의 `new_{memory}`가 다릅니다.",
                ),
            )


@pytest.mark.points(0.5)
@pytest.mark.title(en="Plain numbers and matrices", ko="숫자와 행렬")
def test_shapes(submission: Any) -> None:
    matrices = np.random.default_rng(3).uniform(0.1, 2, size=(4, 2, 3))
    for rule in RULES.values():
        for w, g, memories in ((1.5, -2.0, (0.25, 0.5)), (matrices[0], matrices[1], tuple(matrices[2:]))):
            state = memories[: len(rule.start)]
            wanted = rule.step(np.asarray(w), tuple(np.asarray(part) for part in state), np.asarray(g), 0.1)
            got = stepped(submission, rule, w, state, g, 0.1)
            for part, right in zip((got[0], *got[1]), (wanted[0], *wanted[1]), strict=True):
                check_close(
                    part,
                    right,
                    rtol=1e-4,
                    message=say(
                        en=f"`{rule.name}_step` is wrong for plain numbers or for matrices. If its step for a vector is "
                        "right, it works with that shape only.",
                        ko=f"`{rule.name}_step`의 값이 숫자나 행렬에서 다릅니다. 벡터에서 한 걸음이 맞는다면 그 "
                        "형상에서만 작동하는 것입니다.",
                    ),
                )


@pytest.mark.points(0.5)
@pytest.mark.title(en="The arrays that go in are not changed", ko="입력 배열을 바꾸지 않습니다")
def test_inputs_unchanged(submission: Any) -> None:
    for rule in RULES.values():
        step = submission.function(f"{rule.name}_step")
        step(np.array([1.0, 2.0]), *(np.array([0.5, 0.1]) for _ in rule.start), np.array([3.0, -1.0]), 0.1)
        assert not step.changed, say(
            en=f"`{rule.name}_step` writes into an array that it was given (`average *= …`, `w -= …`): make new arrays.",
            ko=f"`{rule.name}_step`이 받은 배열에 직접 씁니다(`average *= …`, `w -= …`). 새 배열을 만드세요.",
        )
