"""The suite's own checks can fail: each sees what it is there to see."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from tests.attacks.attack import Attack
from tests.attacks.canaries import WORDS, find_canaries
from tests.attacks.leftovers import leftovers, traces_of

SECRET = WORDS[1]


@pytest.mark.parametrize(
    "written",
    [
        SECRET,
        SECRET[::-1],
        SECRET.encode().hex(),
        base64.b64encode(f"the secret is {SECRET} indeed".encode()).decode(),
        base64.b64encode(f"12{SECRET}".encode()).decode(),
        " ".join(SECRET),
        "\n".join(SECRET.lower()),
        repr(list(SECRET)),
    ],
)
def test_a_canary_is_found_however_it_is_written(written: str) -> None:
    assert find_canaries(f"before {written} after") == {SECRET}


def test_ordinary_text_holds_no_canary() -> None:
    assert find_canaries("The parameter count of your model is not the expected number. 27182 CANARY") == set()


def test_every_canary_stands_in_a_hidden_file() -> None:
    exercises = Path(__file__).parent / "exercises"
    hidden = b"".join(path.read_bytes() for path in exercises.glob("*/tests/**/*") if path.is_file())
    words = [word for word in WORDS if "." not in word or word == "2718.281"]
    assert all(word.encode() in hidden for word in words)


def test_a_process_a_file_and_a_descriptor_left_behind_are_seen() -> None:
    before = traces_of(psutil.Process())
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with tempfile.NamedTemporaryFile(prefix="left-behind-") as file:
        found = leftovers(before, traces_of(psutil.Process()))
        assert f"process {child.pid}" in found
        assert f"file {file.name}" in found
        assert any(line.startswith("descriptors") for line in found)
    child.communicate(b"\n")


def test_shared_memory_left_behind_is_seen() -> None:
    before = traces_of(psutil.Process())
    made = subprocess.run(
        [sys.executable, "-c", "import ctypes; print(ctypes.CDLL(None).shmget(0, 4096, 0o1600))"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = leftovers(before, traces_of(psutil.Process()))
    subprocess.run(
        [sys.executable, "-c", f"import ctypes; ctypes.CDLL(None).shmctl({int(made.stdout)}, 0, None)"], check=True
    )
    assert any(line.startswith("shared memory") for line in found)


def test_memory_that_stays_is_seen() -> None:
    before = traces_of(psutil.Process())
    kept = bytearray(os.urandom(1)) * (64 * 2**20)
    found = leftovers(before, traces_of(psutil.Process()))
    assert kept
    assert any(line.startswith("memory") for line in found)


@pytest.mark.parametrize(("text", "complaint"), [("x = 1", "no line says"), ("# tries: a\n# earn: 3\n", "unknown")])
def test_what_an_attack_says_of_itself_is_checked(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "attack.py"
    path.write_text(text)
    with pytest.raises(ValueError, match=complaint):
        Attack.read(path)
