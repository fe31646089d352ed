"""Public tests: the structure, the checkpoint, the curves and the rows that students have."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from iris import LAYERS, accuracy, outputs, read

from grader.testkit import check_at_least, check_dense_layers, check_parameters, say


def checkpoint_is_made(tree: ast.Module) -> bool:
    """Whether the program uses Keras's ModelCheckpoint, or what it was imported as, outside of the import.

    One that is only given a name which nothing reads is not used.
    """
    nodes = list(ast.walk(tree))
    imported = {n.asname for n in nodes if isinstance(n, ast.alias) and n.name == "ModelCheckpoint" and n.asname}
    names = {"ModelCheckpoint", *imported}
    read = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    forgotten = {
        id(n.value.func)
        for n in nodes
        if isinstance(n, ast.Assign) and all(isinstance(t, ast.Name) and t.id not in read for t in n.targets)
        if isinstance(n.value, ast.Call)
    }
    used = [n for n in nodes if id(n) not in forgotten]
    words = {n.id for n in used if isinstance(n, ast.Name)} | {n.attr for n in used if isinstance(n, ast.Attribute)}
    return bool(words & names)


def callbacks_are_given(tree: ast.Module) -> bool:
    """Whether something is given as ``callbacks``: by keyword, in a dict of options, or as the sixth value of fit."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "callbacks":
            return True
        if isinstance(node, ast.Constant) and node.value == "callbacks":
            return True
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "fit" and len(node.args) > 5:
            return True
    return False


@pytest.mark.points(3)
@pytest.mark.title(en="177,219 parameters", ko="매개변수 177,219개")
def test_parameters(submission: Any) -> None:
    check_parameters(submission.model("model"), 177_219)


@pytest.mark.points(3)
@pytest.mark.title(en="512-256-128-64-32 with ReLU, 3 with softmax", ko="512-256-128-64-32는 ReLU, 3은 소프트맥스")
def test_layers(submission: Any) -> None:
    check_dense_layers(submission.model("model"), LAYERS)


@pytest.mark.points(2)
@pytest.mark.title(en="Weights are saved by a ModelCheckpoint", ko="ModelCheckpoint로 가중치를 저장합니다")
def test_checkpoint(submission: Any) -> None:
    assert checkpoint_is_made(submission.tree) and callbacks_are_given(submission.tree), say(
        en="No checkpoint was found: make a `keras.callbacks.ModelCheckpoint(…)` and hand it to "
        "`model.fit(…, callbacks=[…])`.",
        ko="체크포인트를 찾지 못했습니다. `keras.callbacks.ModelCheckpoint(…)`를 만들어 "
        "`model.fit(…, callbacks=[…])`에 전달하세요.",
    )


@pytest.mark.points(2)
@pytest.mark.title(en="Curves are drawn in the notebook", ko="노트북에 곡선을 그립니다")
def test_curves(submission: Any) -> None:
    images = [image for cell in submission.notebook.cells for image in cell.images]
    assert any(len(image) > 1_000 for image in images), say(
        en="The executed notebook holds no figure. Draw the curves with matplotlib and end the cell with `plt.show()`; "
        "`plt.close()` before that throws the figure away.",
        ko="실행된 노트북에 그림이 없습니다. matplotlib으로 곡선을 그리고 셀을 `plt.show()`로 끝내세요. 그 전에 "
        "`plt.close()`를 부르면 그림이 사라집니다.",
    )


@pytest.mark.points(2)
@pytest.mark.title(en="At least 75 % of the rows that you have", ko="가지고 있는 행의 75 % 이상")
def test_given_rows(submission: Any) -> None:
    rows, species = read("given")
    check_at_least(
        accuracy(outputs(submission, rows), species),
        0.75,
        what={"en": "The accuracy on the rows in iris_train.csv", "ko": "iris_train.csv의 행에서의 정확도"},
        message=say(
            en="Was the model fitted to the right labels, for 20 epochs or so? If you scaled the rows, define "
            "`preprocess`: the grader gives raw centimeters otherwise.",
            ko="모델을 올바른 레이블로 20 에포크쯤 학습시켰나요? 행을 스케일링했다면 `preprocess`를 정의하세요. 없으면 "
            "채점기는 센티미터 값을 그대로 넣습니다.",
        ),
    )
