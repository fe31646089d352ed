"""What can go wrong in the grader, split into the student's and ours.

::

    GraderError
    ├── RejectedWork          the student's: the work is not taken in; says why, in both languages
    ├── LostClaim             nobody's: this grading was canceled, or given to another worker, meanwhile
    └── GradingProblem        ours: retried, then the grading ends as an error that costs the student nothing
        ├── BrokenTests       the exercise's tests cannot be run, or said something that they must not
        ├── SandboxProblem    the sandbox ended a job without a reason of the student's
        └── Interrupted       the attempt could not be made at all: it is none of the three tries
"""

from __future__ import annotations

from courses.text import Text


class GraderError(Exception):
    """Anything that goes wrong in the grader."""


class RejectedWork(GraderError):
    """Work that cannot be handed in: an error of the student's.

    ``code`` names the kind of problem for programs, ``message`` says it to the student; ``line`` and ``cell`` count
    from 1.
    """

    def __init__(self, code: str, message: Text, line: int | None = None, cell: int | None = None) -> None:
        super().__init__(message["en"])
        self.code = code
        self.message = message
        self.line = line
        self.cell = cell


class LostClaim(GraderError):
    """The grading no longer belongs to this attempt; whatever it still finds out is dropped."""


class GradingProblem(GraderError):
    """An error of ours: another attempt may succeed."""


class BrokenTests(GradingProblem):
    """The exercise's tests cannot be run or sent a report that is not one."""


class SandboxProblem(GradingProblem):
    """The sandbox did not carry out the job."""


class Interrupted(GradingProblem):
    """Something else than this work stood in the way: no sandbox took the job, or the worker was asked to end."""
