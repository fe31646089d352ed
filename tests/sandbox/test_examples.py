"""The examples of the sandbox: each runs as a user would run it, and shows what its text promises."""

import os
import subprocess
import sys
from pathlib import Path


def run_example(repository_root: Path, name: str, *arguments: str) -> list[str]:
    """Run an example and return the lines that it printed."""
    command = [sys.executable, str(repository_root / "sandbox" / "examples" / name), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(repository_root)}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout.splitlines()


def test_a_snippet_prints_within_its_limits(repository_root: Path):
    lines = run_example(repository_root, "run_snippet.py", "print(6 * 7)")

    assert lines == [
        "server: started",
        "server: stdout {'text': '42\\n', 'cut': False}",
        "ended: finished, exit code 0",
    ]


def test_a_greedy_snippet_finds_no_network_and_is_held_to_its_memory(repository_root: Path):
    lines = run_example(repository_root, "run_snippet.py")

    assert any("no network: [Errno 1] Operation not permitted" in line for line in lines)
    assert any("MemoryError" in line for line in lines) or lines[-1].startswith("ended: memory")
    assert not lines[-1].startswith("ended: finished")


def test_the_grader_judges_a_function_of_another_jail(repository_root: Path):
    lines = run_example(repository_root, "two_jails.py")

    assert sorted(lines) == [
        "case 1: right",
        "case 2: right",
        "case 3: right",
        "grader's jail: finished",
        "student printed: files that I see: ['answers.py', 'student.py']",
        "student printed: processes that I see: ['1']",
        "student's jail: killed",
    ]


def test_a_folder_is_judged_and_no_submission_spoils_or_forges_a_result(repository_root: Path):
    lines = run_example(repository_root, "judge_folder.py")

    passed = {line.split()[0]: int(line.split()[1]) for line in lines}
    assert passed == {"endless.py": 0, "forger.py": 0, "hoarder.py": 0, "right.py": 3, "unsorted.py": 1}
    assert lines[0].endswith("deadline")
