"""The tables of what is graded: work, gradings, GPUs, the gradebook, regrades and validations."""

from grader.models.gpu import GpuDevice, GpuLease
from grader.models.gradebook import CountedAttempt, Extension, GradingPolicy, Score, ScoreOverride
from grader.models.grading import (
    FINAL_STATES,
    EventKind,
    Grading,
    GradingEvent,
    Needs,
    Outcome,
    Priority,
    State,
    TestAttachment,
    TestResult,
)
from grader.models.regrades import FINAL_REGRADES, JUDGING_REGRADES, Regrade, RegradeItem, RegradeState
from grader.models.validation import OPEN_STATES, Validation, ValidationState
from grader.models.work import Draft, Format, HintOpening, Run, StorageUse, Submission

__all__ = [
    "FINAL_REGRADES",
    "FINAL_STATES",
    "JUDGING_REGRADES",
    "OPEN_STATES",
    "CountedAttempt",
    "Draft",
    "EventKind",
    "Extension",
    "Format",
    "GpuDevice",
    "GpuLease",
    "Grading",
    "GradingEvent",
    "GradingPolicy",
    "HintOpening",
    "Needs",
    "Outcome",
    "Priority",
    "Regrade",
    "RegradeItem",
    "RegradeState",
    "Run",
    "Score",
    "ScoreOverride",
    "State",
    "StorageUse",
    "Submission",
    "TestAttachment",
    "TestResult",
    "Validation",
    "ValidationState",
]
