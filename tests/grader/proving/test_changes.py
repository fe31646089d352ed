"""Which changes of a program are mutants, and which places are left alone."""

from __future__ import annotations

import pytest

from grader.proving.mutants import changed_codes


def changed(code: str) -> set[str]:
    return {new.strip() for _, new in changed_codes(code + "\n")}


@pytest.mark.parametrize(
    ("code", "mutants"),
    [
        ("y = a + b", {"y = a - b"}),
        ("y = a @ b", {"y = a * b"}),
        ("y = a**b", {"y = a * b"}),
        ("y += a", {"y -= a", "pass"}),
        ("y = a < b", {"y = a <= b", "y = a > b"}),
        ("y = a == b", {"y = a != b"}),
        ("y = a and b", {"y = a or b"}),
        ("y = not a", {"y = a"}),
        ("y = -a", {"y = a"}),
        ("y = 3", {"y = 4", "y = 2"}),
        ("y = 0", {"y = 1"}),
        ("y = -1", {"y = -2"}),
        ("y = a.reshape(-1)", set()),
        ("y = a[-1]", {"y = a[-2]"}),
        ("y = 0.5", {"y = 1.0", "y = 1.5"}),
        ("y = True", {"y = False"}),
        ("y = a[1:3, :]", {"y = a[2:3, :]", "y = a[0:3, :]", "y = a[1:4, :]", "y = a[1:2, :]", "y = a[:, :]"}),
        ("y = sum(a)", set()),
        ("y = a.sum()", {"y = a.mean()"}),
        ("y = np.random.permutation(n)", {"y = np.arange(n)"}),
        ("y = a[1:]", {"y = a[2:]", "y = a[0:]", "y = a"}),
        ("y = a if b else c", {"y = a", "y = c"}),
        ("y = range(n)", {"y = range(n - 1)", "y = range(n + 1)"}),
        ("y = np.exp(x)", {"y = x"}),
        ("y = x.copy()", {"y = x"}),
        ("y = np.dot(a, b)", {"y = np.dot(b, a)"}),
        ("y = np.maximum(a, b)", {"y = np.minimum(a, b)"}),
        ("i, f, o = x", {"f, i, o = x", "i, o, f = x"}),
        ("y = x.sum(axis=1)", {"y = x.mean(axis=1)", "y = x.sum(axis=0)", "y = x.sum(axis=None)"}),
        ("y = x.max(axis=axis)", {"y = x.min(axis=axis)", "y = x.max(axis=0)", "y = x.max(axis=None)"}),
        ("y = [7, 8, 9, 10]", {"y = [8, 8, 9, 10]", "y = [6, 8, 9, 10]"}),
        ("x = np.ravel(x)", {"pass"}),
        ("x[0] = a", {"x[1] = a", "pass"}),
        ('def f():\n    return "mse"', {'def f():\n    return "msex"'}),
        ("if a:\n    b()", {"if False:\n    b()", "if True:\n    b()", "if a:\n    pass"}),
        ("for a in b:\n    c()", {"for a in b:\n    c()\n    break", "for a in b:\n    pass"}),
        ("raise ValueError(a + b)", {"pass"}),
    ],
)
def test_python(code: str, mutants: set[str]) -> None:
    assert changed(code) == mutants


@pytest.mark.parametrize(
    ("code", "mutants"),
    [
        ('Dense(a, activation="softmax")', {"use_bias=False", 'activation="linear"', 'activation="sigmoid"'}),
        ("LSTM(a)", {"use_bias=False", "return_sequences=True"}),
        ("LSTM(a, return_sequences=True, use_bias=b)", {"return_sequences=False"}),
        ('m.compile(loss="mse")', {'loss="categorical_crossentropy"'}),
        ("SGD(learning_rate=0.1)", {"learning_rate=1e-07", "learning_rate=1000.0"}),
        ("Adam()", {"learning_rate=1e-07"}),
        ("m.fit(x, y, epochs=9)", {"epochs=0", "x, y[::-1]", "y, x"}),
    ],
)
def test_networks(code: str, mutants: set[str]) -> None:
    found = changed(f"z = {code}")
    assert {next((part for part in mutants if part in new), new) for new in found} == mutants
    assert len(found) == len(mutants)


def test_layers_are_left_out_one_by_one() -> None:
    found = changed("m = Sequential([Input(a), layers.Flatten(), layers.Dropout(b)])")
    assert found == {"m = Sequential([Input(a), layers.Dropout(b)])", "m = Sequential([Input(a), layers.Flatten(), ])"}


@pytest.mark.parametrize(
    "code",
    [
        "import numpy as np",
        '"""Documentation of 3 things."""',
        "print(3)",
        "plt.plot(x, 3)",
        "model.summary()",
        "keras.utils.set_random_seed(1)",
        "rng = np.random.default_rng(1)",
        "z = SomeLayer(name='a', seed=3)",
        "SEED = 1",
        "z = random.Random(3)",
        "z = f(x, random_seed=3)",
        "z = np.random.default_rng([7, 1])",
        "def f(x, seed=3): ...",
        "for ax in axes:\n    ax.plot(3)",
        'if __name__ == "__main__":\n    y = 3',
        "def f(x: int = a) -> 'float': ...",
        "%matplotlib inline",
    ],
)
def test_what_no_test_could_notice_is_left_alone(code: str) -> None:
    assert changed(code) == set()


def test_every_change_is_valid_python() -> None:
    code = "def f(x):\n    assert x, 'why'\n    return -x ** 2 if x > 0 and not x[1:] else (lambda y: y + 1)(x)\n"
    found = list(changed_codes(code))
    assert len(found) > 8
    for _, new in found:
        compile(new, "mutant", "exec")


def test_the_changed_operator_keeps_its_operands() -> None:
    assert "y = (a - b) * c" in changed("y = (a + b) * c")
    assert "y = a - b * c" in changed("y = a + b * c")
