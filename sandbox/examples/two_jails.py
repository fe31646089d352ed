"""A grader in one jail asks a student's function in another. They share no process, no memory and no file.

Of the folder ``median/``, ``answers.py`` and ``student.py`` go into the submission jail and ``questions.py`` into the
tests jail.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

from sandbox import Client, Event, Job, Limits, Program, private_server

MEDIAN = Path(__file__).parent / "median"


def main() -> None:
    """Judge the student's work and print what each jail says."""
    with private_server(["numpy"]) as path:
        end = Client(path).run(job(), show)
    print(f"student's jail: {end.submission.ending}")
    if end.tests is not None:
        print(f"grader's jail: {end.tests.ending}")


def job() -> Job:
    """Return the job with its two programs."""
    submission = Program(
        entry="answers:main",
        files={name: (MEDIAN / name).read_bytes() for name in ("answers.py", "student.py")},
        arguments={"main": "student.py"},
    )
    tests = Program(entry="questions:main", files={"questions.py": (MEDIAN / "questions.py").read_bytes()})
    limits = Limits(seconds=2, memory_mb=128, processes=32)
    return Job(id="median", environment="numpy", submission=submission, tests=tests, limits=limits)


def show(event: Event) -> None:
    """Print what the student printed and the grader judged.

    The server sets ``source``, so no jail can pose as another.
    """
    if event.kind == "stdout":
        print(indent(event.data["text"], "student printed: "), end="")
    elif event.source == "tests":
        print(f"case {event.data['case']}: {'right' if event.data['passed'] else 'wrong'}")


if __name__ == "__main__":
    main()
