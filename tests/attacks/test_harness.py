"""The suite's own checks can fail: each sees what it is there to see."""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.attacks.attack import Attack
from tests.attacks.canaries import WORDS, _forms, find_canaries
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


@pytest.mark.parametrize("word", WORDS)
def test_no_form_of_a_canary_is_so_short_that_a_token_holds_it_by_chance(word: str) -> None:
    assert min(len(form) for form in _forms(word)) >= 8


def test_every_canary_stands_in_a_hidden_file() -> None:
    exercises = Path(__file__).parent / "exercises"
    hidden = b"".join(path.read_bytes() for path in exercises.glob("*/tests/**/*") if path.is_file())
    words = [word for word in WORDS if "." not in word or word == "2718.281828459"]
    assert all(word.encode() in hidden for word in words)


class Host:
    """A process that does what it is told, in the place of a sandbox server."""

    PROGRAM = "import sys\nfor line in sys.stdin:\n    exec(line, globals())\n    print('done', flush=True)"

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.itself = psutil.Process(process.pid)

    def do(self, code: str) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{code}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"


@pytest.fixture
def host() -> Iterator[Host]:
    command = [sys.executable, "-c", Host.PROGRAM]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Host(process)


def test_a_process_a_file_and_a_descriptor_left_behind_are_seen(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Attacks that are tried at the same time must not find the file among their own.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    host.do("import subprocess")
    before = traces_of(host.itself)
    host.do("child = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE)")
    (child,) = host.itself.children()
    with tempfile.NamedTemporaryFile(prefix="left-behind-") as file:
        found = leftovers(before, traces_of(host.itself))
    host.do("child.communicate(b'x')")
    assert f"process {child.pid}" in found
    assert f"file {file.name}" in found
    assert any(line.startswith("descriptors") for line in found)


def test_shared_memory_left_behind_is_seen(host: Host) -> None:
    host.do("import ctypes")
    before = traces_of(host.itself)
    host.do("made = ctypes.CDLL(None).shmget(0, 4096, 0o1600)")
    found = leftovers(before, traces_of(host.itself))
    host.do("ctypes.CDLL(None).shmctl(made, 0, None)")
    assert any(line.startswith("shared memory") for line in found)


def test_memory_that_stays_is_seen(host: Host) -> None:
    before = traces_of(host.itself)
    host.do("kept = bytearray([1]) * (64 * 2**20)")
    found = leftovers(before, traces_of(host.itself))
    assert any(line.startswith("memory") for line in found)


@pytest.mark.parametrize(("text", "complaint"), [("x = 1", "no line says"), ("# tries: a\n# earn: 3\n", "unknown")])
def test_what_an_attack_says_of_itself_is_checked(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "attack.py"
    path.write_text(text)
    with pytest.raises(ValueError, match=complaint):
        Attack.read(path)
