"""Judge a folder of submissions, several at once, and print what each earned.

::

    python judge_folder.py                 # the folder submissions/ beside this file
    python judge_folder.py FOLDER

A client is safe to use from many threads; the server's slots say how many jobs run at once, and the rest wait.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from sandbox import Client, Ending, Event, Job, Limits, Program, private_server

HERE = Path(__file__).parent
MEDIAN = HERE / "median"
AT_ONCE = 4


def main() -> None:
    """Judge all ``.py`` files of a folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "submissions"
    with private_server(["numpy"], slots=AT_ONCE) as path, ThreadPoolExecutor(AT_ONCE) as pool:
        for line in pool.map(partial(judge, Client(path)), sorted(folder.glob("*.py"))):
            print(line, flush=True)


def judge(client: Client, file: Path) -> str:
    """Return one line: the cases that passed, and how the submission's jail ended if not well."""
    judged: list[Event] = []
    end = client.run(job_for(file), judged.append).submission
    passed = sum(event.data["passed"] for event in judged if (event.source, event.kind) == ("tests", "judged"))
    # "killed" is how a submission's jail ends that waits for more questions when the tests are done.
    well = end.ending in (Ending.FINISHED, Ending.KILLED)
    return f"{file.name:<12} {passed} of 3" + ("" if well else f"   {end.ending}")


def job_for(file: Path) -> Job:
    """Return the job that judges ``file``; ``two_jails.py`` explains its two programs."""
    submission = Program(
        entry="answers:main",
        files={"answers.py": (MEDIAN / "answers.py").read_bytes(), "student.py": file.read_bytes()},
        arguments={"main": "student.py"},
    )
    tests = Program(entry="questions:main", files={"questions.py": (MEDIAN / "questions.py").read_bytes()})
    limits = Limits(seconds=2, memory_mb=128, processes=32)
    return Job(id=file.name, environment="numpy", submission=submission, tests=tests, limits=limits)


if __name__ == "__main__":
    main()
