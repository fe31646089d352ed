"""Moving the seeds that a program writes down."""

from __future__ import annotations

import json

import nbformat
import pytest

from courses.folders.exercise_folder import Source
from grader.proving.seeded import fixed_seeds, under_seed


@pytest.mark.parametrize(
    ("code", "moved"),
    [
        ("keras.utils.set_random_seed(1)", "keras.utils.set_random_seed(6)"),
        ("rng = np.random.default_rng(42)", "rng = np.random.default_rng(47)"),
        ("np.random.seed(0)", "np.random.seed(5)"),
        ("split(x, random_state=3)", "split(x, random_state=8)"),
        ("Dense(3, init(seed=2))", "Dense(3, init(seed=7))"),
        ("rng = np.random.default_rng(seed)", "rng = np.random.default_rng(seed)"),
        ("rng = np.random.default_rng()", "rng = np.random.default_rng()"),
        ("SEED = 3", "SEED = 8"),
        ("SEED: int = 3", "SEED: int = 8"),
        ("def f(x, seed=0): pass", "def f(x, seed=5): pass"),
        ("rng = np.random.default_rng([1, 2])", "rng = np.random.default_rng([6, 2])"),
        ("rng = tf.random.Generator.from_seed(3)", "rng = tf.random.Generator.from_seed(8)"),
        ("%matplotlib inline\nnp.random.seed(0)", "%matplotlib inline\nnp.random.seed(5)"),
        ("seeds = 3", "seeds = 3"),
        ("%matplotlib inline", "%matplotlib inline"),
    ],
)
def test_code(code: str, moved: str) -> None:
    assert under_seed(Source(path="a.py", format="code", content=code), 5).content == moved


@pytest.mark.parametrize(
    ("code", "fixed"),
    [
        ("rng = np.random.default_rng(number)", ("np.random.default_rng(number)",)),
        ("for i in range(3):\n    seed(i * 2)", ("seed(i * 2)",)),
        ("rng = np.random.default_rng(seed + 1)", ()),
        ("rng = np.random.default_rng([7, i])", ()),
        ("rng = np.random.default_rng(other.integers(99))", ()),
        ("rng = np.random.default_rng()", ()),
        ("rng = np.random.default_rng(seed=number)", ("seed=number",)),
        ("a, b = split(x, random_state=n, test_size=3)", ("random_state=n",)),
        ("SEED = 3 + 4", ("SEED = 3 + 4",)),
        ("SEED: int = number", ("SEED: int = number",)),
        ("def f(x, seed=number): pass", ("seed=number",)),
        ("def f(x, seed=None): g(seed=None)", ()),
        ("self.seed = seed", ()),
        ("SEED = 3", ()),
    ],
)
def test_what_cannot_be_moved(code: str, fixed: tuple[str, ...]) -> None:
    assert fixed_seeds(Source(path="a.py", format="code", content=code)) == fixed


def test_a_notebook() -> None:
    cells = [nbformat.v4.new_markdown_cell("seed(1)"), nbformat.v4.new_code_cell("seed(1)\nx = 1")]
    content = nbformat.writes(nbformat.v4.new_notebook(cells=cells))
    moved = under_seed(Source(path="a.ipynb", format="notebook", content=content), 2)
    assert ["".join(cell["source"]) for cell in json.loads(moved.content)["cells"]] == ["seed(1)", "seed(3)\nx = 1"]
