"""An error in a graph names the student's own lines that made the operation, and no line of a library or of ours."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.own_lines import MAX_FRAMES, Frame, _own_frames

RUNNER = """
import json, sys
from pathlib import Path
import keras, tensorflow
from sandbox.own_lines import keep_own_lines
from sandbox.program import load
from sandbox.program_error import ProgramError

keep_own_lines()
found = {}
for path in sys.argv[1:]:
    try:
        load(Path(path).absolute())
    except ProgramError as error:
        found[Path(path).stem] = error.message
print("@@" + json.dumps(found))
"""
BEGIN = "import keras\nimport numpy as np\nimport tensorflow as tf\n"
PROGRAMS = {
    "label": """
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy")
model.fit(np.zeros((8, 4)), np.full(8, 7), verbose=0)
""",
    "layer": """
class Mine(keras.layers.Layer):
    def call(self, x):
        return tf.debugging.check_numerics(x / 0, "mine")
model = keras.Sequential([keras.Input((4,)), Mine(), keras.layers.Dense(1)])
model.compile(loss="mse")
model.fit(np.zeros((4, 4)), np.zeros(4), verbose=0)
""",
    "rewritten": """
@tf.function
def checked(x):
    if x > 0:
        x = x + 1
    return tf.debugging.check_numerics(x, "bad")
checked(tf.constant(float("nan")))
""",
    "scope": """
kept = []
@tf.function
def keep(x):
    kept.append(x * 2)
    return x
@tf.function
def use(x):
    return kept[0] + x
keep(tf.constant(1.0))
use(tf.constant(1.0))
""",
    "same_name": """
@tf.function
def first(x):
    return tf.debugging.check_numerics(x, "bad")
@tf.function
def second(x):
    return tf.debugging.check_numerics(x, "bad")
first(tf.constant(1.0))
second(tf.constant(1.0))
first(tf.constant(float("nan")))
""",
}


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory, repository_root: Path) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("programs")
    for name, source in PROGRAMS.items():
        (folder / f"{name}.py").write_text(BEGIN + source)
    done = subprocess.run(
        [sys.executable, "-c", RUNNER, *(f"{name}.py" for name in PROGRAMS)],
        cwd=folder,
        env={"PYTHONPATH": str(repository_root), "HOME": str(folder), "CUDA_VISIBLE_DEVICES": ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, str] = json.loads(done.stdout.rpartition("@@")[2])
    return found


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("label", ['  File "label.py", line 7, in <module>\n']),
        ("layer", ['  File "layer.py", line 10, in <module>\n', '  File "layer.py", line 7, in call\n']),
        ("rewritten", ['  File "rewritten.py", line 10, in <module>\n', '  File "rewritten.py", line 9, in checked\n']),
        ("scope", ['"scope.py", line 13, in <module>', '"scope.py", line 8, in keep']),
        ("same_name", ['"same_name.py", line 11, in <module>', '"same_name.py", line 7, in first']),
    ],
)
def test_the_message_has_the_lines_that_made_the_operation(name: str, lines: list[str], messages: dict[str, str]):
    message = messages[name]

    positions = [message.index(line) for line in lines]

    assert positions == sorted(positions)


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_message_has_no_line_of_anybody_else(name: str, messages: dict[str, str], repository_root: Path):
    message = messages[name]

    files = {line.split('"')[1] for line in message.splitlines() if line.strip().startswith("File ")}

    assert files == {f"{name}.py"}
    assert str(repository_root) not in message


def test_what_went_wrong_is_in_the_message(messages: dict[str, str]):
    assert "Received a label value of 7 which is outside the valid range of [0, 3)" in messages["label"]


def test_of_a_recursion_both_ends_are_kept():
    def deep(count: int) -> tuple[Frame, ...]:
        return deep(count - 1) if count else _own_frames(sys._getframe(), {})

    frames = deep(300)

    assert len(frames) == 2 * MAX_FRAMES
    assert frames[-1][2] == "deep"
    assert "test_of_a_recursion_both_ends_are_kept" in [name for _, _, name in frames[:MAX_FRAMES]]
