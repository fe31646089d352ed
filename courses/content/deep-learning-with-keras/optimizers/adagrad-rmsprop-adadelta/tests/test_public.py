"""Public tests: one step of each from a memory that is already filled."""

from __future__ import annotations

from typing import Any

import numpy as np
from reference import RULES, stepped
from slips import slips

from grader.testkit import check_close, for_each, say


@for_each("name", tuple(RULES), points=1.5, en="{name}_step: one step", ko="{name}_step: 한 걸음")
def test_step(submission: Any, name: str) -> None:
    rule = RULES[name]
    w, g = np.array([1.0, 2.0, -3.0]), np.array([1.5, -2.0, 0.5])
    state = (np.array([0.25, 3.0, 1.0]), np.array([0.04, 0.3, 0.01]))[: len(rule.start)]
    new_w, new_state = rule.step(w, state, g, 0.2)
    got_w, got_state = stepped(submission, rule, w, state, g, 0.2)
    rho = {"rmsprop": 0.9, "adadelta": 0.95}.get(name)
    first = ", ".join(f"{memory} = {values[0]:g}" for memory, values in zip(rule.memories, state, strict=True))
    check_close(
        got_w,
        new_w,
        rtol=1e-4,
        message=say(
            en=f"The new parameters of `{name}_step` are wrong. Compute the first of them on paper: w = 1, g = 1.5, {first}, "
            "learning rate 0.2.",
            ko=f"`{name}_step`의 새 매개변수가 다릅니다. 첫 번째 값을 종이에 계산해 보세요. w = 1, g = 1.5, {first}, "
            "학습률 0.2입니다.",
        ),
        mistakes=slips(rule, w, state, g, 0.2, rho, 1e-7),
        what={"en": "The new `w`", "ko": "새 `w`"},
    )
    for memory, old, wanted, got in zip(rule.memories, state, new_state, got_state, strict=True):
        check_close(
            got,
            wanted,
            rtol=1e-4,
            message=say(
                en=f"The new parameters of `{name}_step` are right, but `new_{memory}` is not what the next step needs.",
                ko=f"`{name}_step`의 새 매개변수는 맞지만 `new_{memory}`가 다음 걸음에 필요한 값이 아닙니다.",
            ),
            mistakes=[
                (
                    old,
                    say(
                        en=f"`{memory}` comes back as it went in: the optimizer would remember nothing.",
                        ko=f"`{memory}`가 들어간 그대로 나옵니다. 그러면 옵티마이저가 아무것도 기억하지 못합니다.",
                    ),
                ),
                (
                    0.95 * state[-1] + 0.05 * (new_w - w) ** 2,
                    say(
                        en="What is remembered of the step must not be multiplied by the learning rate.",
                        ko="걸음을 기억할 때는 학습률을 곱하지 않아야 합니다.",
                    ),
                ),
            ],
            what=f"`new_{memory}`",
        )
