"""How each tool grades one submission: what is measured. Each answers with the points, so that no failure is timed."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Protocol

from benchmarks.peers import writing
from benchmarks.peers.assignments import Assignment
from benchmarks.peers.warm import WarmProcess

DRIVER = Path(__file__).with_name("driver.py")


class Tool(Protocol):
    """Something that grades submissions."""

    name: str

    def prepare(self, assignment: Assignment, number: int) -> None:
        """Lay out the files of submission ``number`` before the clock starts."""
        ...

    def grade(self, assignment: Assignment, number: int) -> float:
        """Grade submission ``number``, which was prepared, and return its points. Called by two threads at most."""
        ...

    def pids(self) -> list[int]:
        """Return the numbers of the processes that live between gradings."""
        ...

    def close(self) -> None:
        """End those."""
        ...


class ColdScript:
    """The student's code and the tests as a plain script, ``python script.py``: nothing of any tool."""

    name = "bare script, cold"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def prepare(self, assignment: Assignment, number: int) -> None:
        """Lay the script and its files into a folder of its own."""
        lay_script(self._folder / assignment.name / str(number), assignment)

    def grade(self, assignment: Assignment, number: int) -> float:
        """Run it in a new interpreter."""
        folder = self._folder / assignment.name / str(number)
        printed = _output([sys.executable, "script.py"], folder, {"MPLBACKEND": "agg"})
        return float(printed.rpartition("points:")[2])

    def pids(self) -> list[int]:
        """There are none."""
        return []

    def close(self) -> None:
        """Nothing to end."""


class Warm:
    """The same script in forks of a warm process: the floor. ``tuned`` is with all that Backpass does to its own."""

    def __init__(self, folder: Path, *, tuned: bool) -> None:
        self.name = "warm process, tuned as ours" if tuned else "warm process"
        self._folder = folder
        self._processes = {name: WarmProcess(name, tuned=tuned) for name in ("numpy", "keras")}

    def prepare(self, assignment: Assignment, number: int) -> None:
        """Lay the script and its files into a folder of its own."""
        lay_script(self._folder / assignment.name / str(number), assignment)

    def grade(self, assignment: Assignment, number: int) -> float:
        """Run it in a fork."""
        script = self._folder / assignment.name / str(number) / "script.py"
        return self._processes[assignment.environment].points_of(script)

    def pids(self) -> list[int]:
        """The warm processes."""
        return [process.pid for process in self._processes.values()]

    def close(self) -> None:
        """End them."""
        for process in self._processes.values():
            process.close()


def lay_script(folder: Path, assignment: Assignment) -> None:
    """Write the script and the assignment's files into ``folder``."""
    folder.mkdir(parents=True)
    (folder / "script.py").write_text(writing.script_of(assignment), encoding="utf-8")
    for name, content in assignment.files.items():
        (folder / name).write_bytes(content)


class Otter:
    """Otter-Grader without containers: ``otter run``."""

    name = "Otter-Grader: otter run"

    def __init__(self, folder: Path, programs: Path, assignments: tuple[Assignment, ...]) -> None:
        self._folder, self._programs = folder, programs
        for assignment in assignments:
            place = folder / assignment.name
            writing.write_otter(place, assignment)
            _run([str(programs / "otter"), "generate", "-t", "tests", *assignment.files], place, programs)

    def prepare(self, assignment: Assignment, number: int) -> None:
        """Lay the notebook into a folder of its own."""
        self._place(assignment, number).mkdir()
        self._notebook(assignment, number).write_text(writing.notebook_of(assignment, number), encoding="utf-8")

    def grade(self, assignment: Assignment, number: int) -> float:
        """Run the command, and read the points of the file that it writes."""
        place, command = self._place(assignment, number), [str(self._programs / "otter"), "run", "--no-logo"]
        options = ["-a", str(place.parent / "autograder.zip"), "-o", str(place)]
        _run([*command, *options, str(self._notebook(assignment, number))], place, self._programs)
        tests = json.loads((place / "results.json").read_text(encoding="utf-8"))["tests"]
        return float(sum(test.get("score", 0) for test in tests))

    def _place(self, assignment: Assignment, number: int) -> Path:
        return self._folder / assignment.name / str(number)

    def _notebook(self, assignment: Assignment, number: int) -> Path:
        return self._place(assignment, number) / f"{assignment.name}.ipynb"

    def pids(self) -> list[int]:
        """There are none."""
        return []

    def close(self) -> None:
        """Nothing to end."""


class OtterInProcess(Otter):
    """Otter-Grader's Python interface in a process that has imported it: what the command's start costs is left out."""

    name = "Otter-Grader: its API, imported"

    def __init__(self, folder: Path, programs: Path, assignments: tuple[Assignment, ...]) -> None:
        super().__init__(folder, programs, assignments)
        self._drivers = Drivers("otter", folder, programs)

    def grade(self, assignment: Assignment, number: int) -> float:
        """Have it graded, and return the points that the interface gives."""
        zip_file = self._folder / assignment.name / "autograder.zip"
        return float(self._drivers.ask(str(self._notebook(assignment, number)), str(zip_file)))

    def pids(self) -> list[int]:
        """The process that has imported it."""
        return self._drivers.pids()

    def close(self) -> None:
        """End it."""
        self._drivers.close()


class Nbgrader:
    """nbgrader: ``nbgrader autograde``."""

    name = "nbgrader: nbgrader autograde"

    def __init__(self, folder: Path, programs: Path, assignments: tuple[Assignment, ...]) -> None:
        self._folder, self._programs = folder, programs
        for assignment in assignments:
            writing.write_nbgrader(folder, assignment)
            _run([str(programs / "nbgrader"), "generate_assignment", assignment.name, "--create"], folder, programs)

    def prepare(self, assignment: Assignment, number: int) -> None:
        """Lay the notebook and the files where students' work is collected."""
        release = self._folder / "release" / assignment.name
        place = self._folder / "submitted" / f"student{number}" / assignment.name
        shutil.copytree(release, place)
        notebook = place / f"{assignment.name}.ipynb"
        work = writing.nbgrader_submission(notebook.read_text(encoding="utf-8"), assignment, number)
        notebook.chmod(0o644)
        notebook.write_text(work, encoding="utf-8")

    def grade(self, assignment: Assignment, number: int) -> float:
        """Run the command, and read the points from the gradebook."""
        command = [str(self._programs / "nbgrader"), "autograde", assignment.name, "--student", f"student{number}"]
        _run(command, self._folder, self._programs)
        return self._points(assignment, number)

    def _points(self, assignment: Assignment, number: int) -> float:
        with closing(sqlite3.connect(self._folder / "gradebook.db")) as gradebook:
            found = gradebook.execute(_POINTS, (f"student{number}", assignment.name)).fetchone()
        return float(found[0] or 0)

    def pids(self) -> list[int]:
        """There are none."""
        return []

    def close(self) -> None:
        """Nothing to end."""


_POINTS = """
SELECT sum(grade.auto_score) FROM grade
JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
JOIN notebook ON submitted_notebook.notebook_id = notebook.id
WHERE submitted_assignment.student_id = ? AND notebook.name = ?
"""


class NbgraderInProcess(Nbgrader):
    """nbgrader's Python interface in a process that has imported it."""

    name = "nbgrader: its API, imported"

    def __init__(self, folder: Path, programs: Path, assignments: tuple[Assignment, ...]) -> None:
        super().__init__(folder, programs, assignments)
        self._drivers = Drivers("nbgrader", folder, programs)

    def grade(self, assignment: Assignment, number: int) -> float:
        """Have it graded, and read the points from the gradebook."""
        self._drivers.ask(assignment.name, f"student{number}")
        return self._points(assignment, number)

    def pids(self) -> list[int]:
        """The process that has imported it."""
        return self._drivers.pids()

    def close(self) -> None:
        """End it."""
        self._drivers.close()


class Drivers:
    """A process in the peers' environment that grades when it is asked, one at a time."""

    def __init__(self, tool: str, folder: Path, programs: Path) -> None:
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [str(programs / "python"), str(DRIVER), tool],
            cwd=folder,
            env=_environment(programs),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._read()

    def ask(self, *arguments: str) -> str:
        """Return the answer to ``arguments``."""
        assert self._process.stdin is not None
        with self._lock:
            self._process.stdin.write(json.dumps(arguments) + "\n")
            self._process.stdin.flush()
            return self._read()

    def _read(self) -> str:
        assert self._process.stdout is not None
        if not (line := self._process.stdout.readline()):
            raise RuntimeError(f"{self._process.args!r} has ended")
        return line.strip()

    def pids(self) -> list[int]:
        """The process."""
        return [self._process.pid]

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def _environment(programs: Path) -> dict[str, str]:
    """Both call programs of their environment by name. Home is the course's folder, so that nothing else is read."""
    return {"PATH": f"{programs}:/usr/bin:/bin", "LANG": "C.UTF-8", "TF_CPP_MIN_LOG_LEVEL": "3"}


def _run(command: list[str], folder: Path, programs: Path) -> None:
    environment = {**_environment(programs), "HOME": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command} ended with code {done.returncode}:\n{done.stdout}\n{done.stderr}")


def _output(command: list[str], folder: Path, variables: dict[str, str]) -> str:
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(folder), "TF_CPP_MIN_LOG_LEVEL": "3", **variables}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True).stdout
