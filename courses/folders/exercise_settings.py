"""What ``exercise.yaml`` may say, with the ranges that we accept."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from courses.text import Text

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Kind = Literal["code", "notebook", "either"]
Environment = Literal["numpy", "keras", "keras-jax", "keras-torch"]
Device = Literal["cpu", "gpu"]
SolutionOpening = Literal["after_full_marks", "after_due_date", "after_either", "never"]
"""When a student may read the solution."""

DEFAULT_LIMITS: dict[str, dict[str, float]] = {
    "numpy": {"seconds": 10, "memory_mb": 512},
    "keras": {"seconds": 60, "memory_mb": 2048},
    "keras-jax": {"seconds": 60, "memory_mb": 2048},
    "keras-torch": {"seconds": 60, "memory_mb": 2048},
}
"""What depends on the environment; the rest stands in `courses.folders.exercise_folder.ExerciseLimits`."""


GPU_LIMITS: dict[str, float] = {"seconds": 120, "memory_mb": 6144}
"""What a job on a GPU gets by default: a CUDA context and its libraries take some gigabytes of ordinary memory."""


class Checked(BaseModel):
    """A part of a YAML file: unknown names are refused and nothing can be changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class BothLanguages(Checked):
    """A text that must stand in English and in Korean."""

    en: Words
    ko: Words

    @property
    def text(self) -> Text:
        """The same as a plain mapping."""
        return {"en": self.en, "ko": self.ko}


def _exact(value: object, name: str) -> object:
    """A YAML float such as 2.1 means just that, not its binary neighbour."""
    if isinstance(value, dict) and isinstance(value.get(name), float):
        return {**value, name: str(value[name])}
    return value


class HintSettings(BothLanguages):
    """A hint, and the points that opening it takes off."""

    cost: Annotated[Decimal, Field(ge=0, decimal_places=2)] = Decimal(0)

    @model_validator(mode="before")
    @classmethod
    def _cost_as_text(cls, value: object) -> object:
        """As an exercise's points."""
        return _exact(value, "cost")


class LimitSettings(Checked):
    """What one job may use; what is left out comes from the environment's defaults."""

    seconds: Annotated[float, Field(ge=0.1, le=3600)] | None = None
    cpu_seconds: Annotated[float, Field(ge=0.1, le=1_000_000)] | None = None
    memory_mb: Annotated[int, Field(ge=64, le=65536)] | None = None
    output_kb: Annotated[int, Field(ge=1, le=10240)] | None = None
    files_mb: Annotated[int, Field(ge=1, le=4096)] | None = None
    processes: Annotated[int, Field(ge=16, le=32768)] | None = None
    message_mb: Annotated[int, Field(ge=1, le=64)] | None = None
    gpu_memory_mb: Annotated[int, Field(ge=64, le=1_048_576)] | None = None


class CurveGoal(Checked):
    """A line in the live curve: what ``metric``, a name that ``fit`` reports, should come to."""

    metric: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,60}$")]
    at_most: Annotated[float, Field(allow_inf_nan=False)] | None = None
    at_least: Annotated[float, Field(allow_inf_nan=False)] | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> CurveGoal:
        if (self.at_most is None) == (self.at_least is None):
            raise ValueError(_("a curve has either at_most or at_least"))
        return self


class ExerciseSettings(Checked):
    """The whole of ``exercise.yaml``."""

    title: BothLanguages
    points: Annotated[Decimal, Field(gt=0, le=1000, decimal_places=2)]
    kind: Kind
    environment: Environment = "numpy"
    device: Device = "cpu"
    cpu_fallback: bool = False
    limits: LimitSettings = LimitSettings()
    usually_seconds: Annotated[float, Field(gt=0, le=3600)] = 1
    hints: tuple[HintSettings, ...] = ()
    solution: SolutionOpening = "after_full_marks"
    curve: CurveGoal | None = None

    @model_validator(mode="after")
    def _fallback_is_of_a_gpu(self) -> ExerciseSettings:
        if self.device == "cpu" and (self.cpu_fallback or self.limits.gpu_memory_mb is not None):
            raise ValueError(_("cpu_fallback and gpu_memory_mb are for exercises with device: gpu"))
        return self

    @model_validator(mode="after")
    def _curve_is_of_a_training(self) -> ExerciseSettings:
        if self.curve and self.environment == "numpy":
            raise ValueError(_("curve is for exercises with Keras: only its fit reports epochs"))
        return self

    @model_validator(mode="after")
    def _hints_leave_points(self) -> ExerciseSettings:
        costs = sum(hint.cost for hint in self.hints)
        if costs >= self.points:
            raise ValueError(
                _("the hints cost {costs} points together; that must be less than the exercise's {points}").format(
                    costs=costs, points=self.points
                )
            )
        return self

    @model_validator(mode="before")
    @classmethod
    def _points_as_text(cls, value: object) -> object:
        return _exact(value, "points")


def _is_written(reason: str) -> str:
    if not reason.strip("…. "):
        raise ValueError(_("say why the change leaves the solution right"))
    return reason


class MutantChange(Checked):
    """A change of the solution that leaves it right, as ``verify --mutants`` shows it, and why it does.

    ``line`` tells changes that read alike apart; it counts from 1, in a notebook from the start of code cell ``cell``.
    ``by_chance`` says that it is left right in some trainings only.
    """

    before: Annotated[str, StringConstraints(max_length=5000)]
    after: Annotated[str, StringConstraints(max_length=5000)]
    line: Annotated[int, Field(ge=1)] | None = None
    cell: Annotated[int, Field(ge=1)] | None = None
    by_chance: bool = False
    reason: Annotated[Words, AfterValidator(_is_written)]


class MutantSettings(Checked):
    """The whole of ``mutants.yaml``."""

    equivalent: tuple[MutantChange, ...] = ()
