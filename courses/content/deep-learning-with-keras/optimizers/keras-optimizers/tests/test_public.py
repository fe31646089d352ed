"""Public tests: a Keras optimizer is at work, and the running problem."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from parabola import RUNNING, RUNNING_X, check_found

from grader.testkit import say

OPTIMIZERS = {
    "optimizers", "compile", "SGD", "RMSprop", "Adam", "AdamW", "Adadelta", "Adagrad", "Adamax", "Adafactor", "Nadam", "Ftrl", "Lion",
    "Lamb", "Muon", "LossScaleOptimizer", "ScheduleFreeAdamW",
}  # fmt: skip
AT_WORK = {"fit", "train_on_batch", "apply", "apply_gradients", "update_step", "stateless_apply"}
SOLVERS = {
    "polyfit", "Polynomial", "Chebyshev", "Legendre", "Laguerre", "Hermite", "HermiteE", "chebfit", "legfit", "lagfit", "hermfit", "hermefit",
    "lstsq", "least_squares", "solve", "inv", "pinv", "det", "qr", "svd", "curve_fit", "scipy", "sklearn",
}  # fmt: skip

NOT_AT_WORK = say(
    en="No Keras optimizer was found at work: make one (`keras.optimizers.SGD(…)`, or `model.compile(optimizer=…)`) and let it step "
    "(`optimizer.apply(slopes, variables)`, or `model.fit`).",
    ko="일하는 Keras 옵티마이저를 찾지 못했습니다. 옵티마이저를 만들고(`keras.optimizers.SGD(…)` 또는 `model.compile(optimizer=…)`) 걸음을 "
    "내딛게 하세요(`optimizer.apply(slopes, variables)` 또는 `model.fit`).",
)


def imported_or_called(tree: ast.AST) -> set[str]:
    """Return the names that the code takes from modules and objects, ``x.name`` and ``from x import name``, not its own."""
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)} - AT_WORK
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = {part for node in ast.walk(tree) if isinstance(node, ast.alias) for part in node.name.split(".")}
    return (attributes | imported) - own


@pytest.mark.points(2)
@pytest.mark.title(en="A Keras optimizer is at work", ko="Keras 옵티마이저로 학습합니다")
def test_optimizer(submission: Any) -> None:
    names = imported_or_called(submission.tree)
    if not (names & OPTIMIZERS and names & AT_WORK):
        pytest.fail(NOT_AT_WORK)
    for solver in sorted(names & SOLVERS):
        pytest.fail(
            say(
                en=f"`{solver}` can solve the problem without training; it is not allowed here.",
                ko=f"`{solver}`는 학습 없이 문제를 풀 수 있습니다. 여기서는 쓸 수 없습니다.",
            )
        )


@pytest.mark.points(3.5)
@pytest.mark.title(en="The running problem: 2, 3 and 5, within 0.05", ko="예제: 2, 3, 5, 오차 0.05 이내")
def test_running_problem(submission: Any) -> None:
    check_found(submission, RUNNING_X, RUNNING)
