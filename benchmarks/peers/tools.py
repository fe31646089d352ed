"""How each tool grades one submission: what is measured. Each answers with the points, so that no failure is timed."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Protocol

from benchmarks.peers import writing
from benchmarks.peers.assignments import Assignment
from benchmarks.peers.commands import Driver, output, run
from benchmarks.peers.warm import WarmProcess


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


class Processless:
    """A tool of which no process lives between gradings."""

    def pids(self) -> list[int]:
        """There are none."""
        return []

    def close(self) -> None:
        """Nothing to end."""


class ColdScript(Processless):
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
        printed = output([sys.executable, "script.py"], folder, {"MPLBACKEND": "agg"})
        return float(printed.rpartition("points:")[2])


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


class Otter(Processless):
    """Otter-Grader without containers: ``otter run``."""

    name = "Otter-Grader: otter run"

    def __init__(self, folder: Path, programs: Path, assignments: tuple[Assignment, ...]) -> None:
        self._folder, self._programs = folder, programs
        for assignment in assignments:
            place = folder / assignment.name
            writing.write_otter(place, assignment)
            run([str(programs / "otter"), "generate", "-t", "tests", *assignment.files], place, programs)

    def prepare(self, assignment: Assignment, number: int) -> None:
        """Lay the notebook into a folder of its own."""
        self._place(assignment, number).mkdir()
        self._notebook(assignment, number).write_text(writing.notebook_of(assignment, number), encoding="utf-8")

    def grade(self, assignment: Assignment, number: int) -> float:
        """Run the command, and read the points of the file that it writes."""
        place, command = self._place(assignment, number), [str(self._programs / "otter"), "run", "--no-logo"]
        options = ["-a", str(place.parent / "autograder.zip"), "-o", str(place)]
        run([*command, *options, str(self._notebook(assignment, number))], place, self._programs)
        tests = json.loads((place / "results.json").read_text(encoding="utf-8"))["tests"]
        return float(sum(test.get("score", 0) for test in tests))

    def _place(self, assignment: Assignment, number: int) -> Path:
        return self._folder / assignment.name / str(number)

    def _notebook(self, assignment: Assignment, number: int) -> Path:
        return self._place(assignment, number) / f"{assignment.name}.ipynb"


class OtterInProcess(Otter):
    """Otter-Grader's Python interface in a process that has imported it: what the command's start costs is left out."""

    name = "Otter-Grader: its API, imported"

    def __init__(self, folder: Path, programs: Path, assignments: tuple[Assignment, ...]) -> None:
        super().__init__(folder, programs, assignments)
        self._driver = Driver("otter", folder, programs)

    def grade(self, assignment: Assignment, number: int) -> float:
        """Have it graded, and return the points that the interface gives."""
        zip_file = self._folder / assignment.name / "autograder.zip"
        return float(self._driver.ask(str(self._notebook(assignment, number)), str(zip_file)))

    def pids(self) -> list[int]:
        """The process that has imported it."""
        return self._driver.pids()

    def close(self) -> None:
        """End it."""
        self._driver.close()


class Nbgrader(Processless):
    """nbgrader: ``nbgrader autograde``."""

    name = "nbgrader: nbgrader autograde"

    def __init__(self, folder: Path, programs: Path, assignments: tuple[Assignment, ...]) -> None:
        self._folder, self._programs = folder, programs
        for assignment in assignments:
            writing.write_nbgrader(folder, assignment)
            run([str(programs / "nbgrader"), "generate_assignment", assignment.name, "--create"], folder, programs)

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
        run(command, self._folder, self._programs)
        return self._points(assignment, number)

    def _points(self, assignment: Assignment, number: int) -> float:
        with closing(sqlite3.connect(self._folder / "gradebook.db")) as gradebook:
            found = gradebook.execute(_POINTS, (f"student{number}", assignment.name)).fetchone()
        return float(found[0] or 0)


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
        self._driver = Driver("nbgrader", folder, programs)

    def grade(self, assignment: Assignment, number: int) -> float:
        """Have it graded, and read the points from the gradebook."""
        self._driver.ask(assignment.name, f"student{number}")
        return self._points(assignment, number)

    def pids(self) -> list[int]:
        """The process that has imported it."""
        return self._driver.pids()

    def close(self) -> None:
        """End it."""
        self._driver.close()
