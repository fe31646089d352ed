"""Data whose rows can be told apart, and reading the batches of a student's datasets."""

from __future__ import annotations

import ast
import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.testkit import Text, check_shape, say
from grader.testkit.checks import as_array

Array = NDArray[Any]
CLASSES = 3
ENDLESS = 10_000
"""As many items of a dataset travel at most."""


@dataclass(frozen=True)
class Part:
    """The batches of one dataset, as arrays of m rows each."""

    x: list[Array]
    y: list[Array]

    @property
    def sizes(self) -> list[int]:
        """How many rows each batch has."""
        return [len(batch) for batch in self.x]

    def row_numbers(self) -> list[int]:
        """Return which row of `data` each row is, or fail where it is none of them."""
        rows = np.concatenate(self.x).astype(np.float64)
        numbers = np.rint(rows[:, 0])
        right = numbers[:, None] + _fractions(rows.shape[1])
        assert np.allclose(rows, right, rtol=0, atol=1e-3), say(
            en="A batch holds rows that `features` does not have.",
            ko="배치에 `features`에 없는 행이 있습니다.",
        )
        return [int(number) for number in numbers]

    def labels(self) -> Array:
        """Return all labels, of shape (rows, 3), or fail where they have another one."""
        if all(y.ndim == 1 for y in self.y):
            pytest.fail(
                say(
                    en="The labels are still class numbers. One-hot labels have three columns: `tf.one_hot(labels, "
                    "3)`.",
                    ko="레이블이 아직 클래스 번호입니다. 원-핫 레이블은 열이 세 개입니다: `tf.one_hot(labels, 3)`.",
                )
            )
        for x, y in zip(self.x, self.y, strict=True):
            check_shape(y, (len(x), CLASSES), what="`y`")
        return np.concatenate(self.y).astype(np.float64)


def _fractions(d: int) -> Array:
    return np.arange(d) / 8


def features(n: int, d: int) -> Array:
    """Return (n, d) floats; row i begins with the number i."""
    return np.arange(n, dtype=np.float64)[:, None] + _fractions(d)


def data(n: int, d: int, seed: int = 0) -> tuple[Array, Array]:
    """Return features and labels of all three classes."""
    return features(n, d), np.random.default_rng([5, seed, n]).permutation(np.arange(n) % CLASSES)


def one_hot(labels: Array) -> Array:
    """Return what the labels should become."""
    return np.eye(CLASSES)[labels]


def datasets(submission: Any, X: Array, labels: Array, batch_size: int) -> tuple[Part, Part]:
    """Return the student's training and validation part, or fail where they are something else."""
    got = submission.function("make_dataset")(X, labels, batch_size)
    if not isinstance(got, list | tuple) or len(got) != 2 or not all(isinstance(part, list | tuple) for part in got):
        pytest.fail(
            say(
                en="`make_dataset` should return two datasets: `return train, validation`.",
                ko="`make_dataset`은 데이터셋 두 개를 돌려주어야 합니다: `return train, validation`.",
            )
        )
    train, validation = got
    return (
        _read(train, X.shape[1], {"en": "training", "ko": "훈련용"}),
        _read(validation, X.shape[1], {"en": "validation", "ko": "검증용"}),
    )


@functools.cache
def example(submission: Any) -> tuple[Part, Part]:
    """Return the student's parts of 150 rows of 4 numbers in batches of 10: made once."""
    return datasets(submission, *data(150, 4), 10)


def _read(batches: Any, d: int, which: Text) -> Part:
    if len(batches) >= ENDLESS:
        pytest.fail(
            say(
                en=f"The {which['en']} dataset does not end: leave `repeat()` out.",
                ko=f"{which['ko']} 데이터셋이 끝나지 않습니다. `repeat()`을 빼세요.",
            )
        )
    if not batches or not all(isinstance(batch, list | tuple) and len(batch) == 2 for batch in batches):
        pytest.fail(
            say(
                en=f"The {which['en']} dataset should give pairs `(x, y)`, a batch each.",
                ko=f"{which['ko']} 데이터셋은 배치마다 `(x, y)` 짝을 내놓아야 합니다.",
            )
        )
    part = Part([as_array(x, "`x`") for x, _ in batches], [as_array(y, "`y`") for _, y in batches])
    for x, y in zip(part.x, part.y, strict=True):
        check_shape(x, (None, d), what="`x`")
        assert y.shape[:1] == x.shape[:1], say(
            en="In a batch, `x` and `y` have different numbers of rows.",
            ko="한 배치에서 `x`와 `y`의 행의 수가 다릅니다.",
        )
    return part


def check_sizes(part: Part, rows: int, batch_size: int, which: Text) -> None:
    """Fail unless the batches are those of ``rows`` rows."""
    full, rest = divmod(rows, batch_size)
    wanted = [batch_size] * full + [rest] * (rest > 0)
    if part.sizes == wanted:
        return
    if full and part.sizes == [batch_size] * full:
        pytest.fail(
            say(
                en=f"The last, smaller batch of the {which['en']} part is missing. Is it dropped (`drop_remainder`), "
                "or are batches made before the split?",
                ko=f"{which['ko']}의 더 작은 마지막 배치가 없습니다. 그 배치를 버렸거나(`drop_remainder`), 나누기 전에 배치로 묶지는 "
                "않았나요?",
            )
        )
    assert sum(part.sizes) == rows, say(
        en=f"The {which['en']} part has the wrong number of rows. Split the rows 80/20 before you make batches, and "
        "drop none.",
        ko=f"{which['ko']}의 행의 수가 다릅니다. 배치로 묶기 전에 행을 80/20으로 나누고, 아무것도 버리지 마세요.",
    )
    assert part.sizes == wanted, say(
        en=f"The {which['en']} part has the right number of rows, but its batches have the wrong sizes: all have "
        "`batch_size` rows, only the last one may have fewer.",
        ko=f"{which['ko']}의 행의 수는 맞지만 배치의 크기가 다릅니다. 모두 `batch_size`개이고 마지막 배치만 더 작을 수 있습니다.",
    )


def check_split(train: Part, validation: Part, n: int) -> None:
    """Fail unless the training part has the first 80 % of the rows once each, and the validation part the others."""
    cut = n * 4 // 5
    of_train, of_validation = train.row_numbers(), validation.row_numbers()
    assert not set(of_train) & set(of_validation), say(
        en="Some rows are in both parts. Splitting a dataset after `shuffle` does that: it shuffles anew for each "
        "part. Split first, then shuffle the training part.",
        ko="양쪽에 함께 들어 있는 행이 있습니다. `shuffle` 다음에 나누면 그렇게 됩니다. 부분마다 새로 섞이기 때문입니다. 먼저 나누고 나서 "
        "훈련용을 섞으세요.",
    )
    assert len(of_train) == len(set(of_train)) and len(of_validation) == len(set(of_validation)), say(
        en="A row comes more than once.", ko="두 번 이상 나오는 행이 있습니다."
    )
    assert len(of_train) == cut, say(
        en="The training part should have 80 % of the rows.", ko="훈련용에는 행의 80 %가 있어야 합니다."
    )
    assert sorted(of_train) == list(range(cut)), say(
        en="The training part should have the first 80 % of the rows; these are others.",
        ko="훈련용에는 앞의 80 %가 있어야 하는데 다른 행이 들어 있습니다.",
    )
    assert sorted(of_validation) == list(range(cut, n)), say(
        en="The validation part should have the last 20 % of the rows, all of them.",
        ko="검증용에는 뒤의 20 %가 모두 있어야 합니다.",
    )


def check_labels(part: Part, labels: Array) -> None:
    """Fail unless each row has its own label, one-hot."""
    found, wanted = part.labels(), one_hot(labels[part.row_numbers()])
    if np.allclose(found, wanted, rtol=0, atol=1e-5):
        return
    assert np.allclose(np.sort(found, axis=1), [0, 0, 1], rtol=0, atol=1e-5), say(
        en="The labels are not one-hot: each row of `y` has one 1 and two 0.",
        ko="레이블이 원-핫이 아닙니다. `y`의 각 행에는 1이 하나, 0이 두 개 있습니다.",
    )
    pytest.fail(
        say(
            en="Rows have labels of other rows or of another class. Put both into one dataset before you shuffle, and "
            "let the 1 stand at the place of the class.",
            ko="다른 행이나 다른 클래스의 레이블이 붙어 있습니다. 섞기 전에 둘을 데이터셋 하나에 넣고, 클래스 번호의 자리에 1을 두세요.",
        )
    )


def uses_datasets(tree: ast.Module) -> bool:
    """Whether the program takes something called a dataset, or `data`, from a library: `tf.data.…`, `split_dataset`."""
    taken = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    taken += [node.name for node in ast.walk(tree) if isinstance(node, ast.alias)]
    return any(name == "data" or "dataset" in name.lower() for name in taken)
