"""An exercise's folder, read and checked: the one place that knows its format."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from courses.folders.archive import Files, content_hash, path_problem, read_directory, unpack
from courses.folders.content_errors import ContentError, Problem
from courses.folders.exercise_checks import check_folder
from courses.folders.exercise_settings import (
    DEFAULT_LIMITS,
    GPU_LIMITS,
    CurveGoal,
    Device,
    Environment,
    ExerciseSettings,
    Kind,
    MutantChange,
    MutantSettings,
    SolutionOpening,
)
from courses.folders.sources import FORMATS, SourceFormat, declared_fails, declared_may_fail
from courses.folders.yaml_reading import read_yaml
from courses.text import LANGUAGES, Text

if TYPE_CHECKING:
    from courses.models import ExerciseVersion

SETTINGS_FILE = "exercise.yaml"
MUTANTS_FILE = "mutants.yaml"
CACHED_FOLDERS = 32


@dataclass(frozen=True, kw_only=True)
class ExerciseLimits:
    """What one job may use, as `sandbox.Limits` has it.

    Wall seconds; processor seconds, ``None`` for all that the processors give in that time; megabytes of memory;
    kilobytes of output; megabytes of files in each folder; processes and threads; megabytes of one message; megabytes
    of GPU memory, ``None`` for the share of a slot.
    """

    seconds: float
    memory_mb: int
    cpu_seconds: float | None = None
    output_kb: int = 64
    files_mb: int = 32
    processes: int = 256
    message_mb: int = 64
    gpu_memory_mb: int | None = None


@dataclass(frozen=True, kw_only=True)
class Hint:
    """One of the hints that a student opens one after the other, and the points that opening it takes off."""

    text: Text
    cost: Decimal


@dataclass(frozen=True, kw_only=True)
class Source:
    """A Python file or a notebook as it stands in the folder."""

    path: str
    format: SourceFormat
    content: str


@dataclass(frozen=True, kw_only=True)
class WrongAttempt(Source):
    """A known-wrong attempt and the tests that it must fail; ``("*",)`` when it cannot be judged at all.

    ``may_fail`` are tests that it passes or fails by chance, such as how well a badly trained model happens to do.
    """

    fails: tuple[str, ...]
    may_fail: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ExerciseFolder:
    """One exact content of an exercise, checked. Paths in ``public_files`` are relative to the student's folder."""

    content_hash: str
    title: Text
    points: Decimal
    kind: Kind
    environment: Environment
    device: Device
    cpu_fallback: bool
    limits: ExerciseLimits
    usually_seconds: float
    hints: tuple[Hint, ...]
    solution_opens: SolutionOpening
    prompt: Text
    starter_source: Source
    solution: Source
    public_files: Mapping[str, bytes]
    test_files: Mapping[str, bytes]
    wrong: tuple[WrongAttempt, ...]
    alternatives: tuple[Source, ...] = ()
    equivalent: tuple[MutantChange, ...] = ()
    curve: CurveGoal | None = None

    @property
    def starter(self) -> str:
        """The text that a student starts from."""
        return self.starter_source.content

    @property
    def starter_format(self) -> SourceFormat:
        """Whether the starter is Python code or a notebook."""
        return self.starter_source.format

    @property
    def formats(self) -> tuple[SourceFormat, ...]:
        """The formats in which a student may hand in."""
        return ("code", "notebook") if self.kind == "either" else (self.kind,)


_cache: OrderedDict[str, ExerciseFolder] = OrderedDict()
_cache_lock = Lock()


def read_exercise(files: Files) -> ExerciseFolder:
    """Return the exercise that ``files`` hold; ``ContentError`` lists everything wrong, with file, line and reason."""
    problems = [Problem(path, 0, reason) for path in files if (reason := path_problem(path))]
    settings: ExerciseSettings | None = None
    mutants = MutantSettings()
    try:
        settings = read_yaml(SETTINGS_FILE, files.get(SETTINGS_FILE), ExerciseSettings)
    except ContentError as error:
        problems += error.problems
    try:
        mutants = read_yaml(MUTANTS_FILE, files[MUTANTS_FILE], MutantSettings) if MUTANTS_FILE in files else mutants
    except ContentError as error:
        problems += error.problems
    problems += check_folder(files, settings)
    if problems or settings is None:
        raise ContentError(problems)
    return _folder(files, settings, mutants)


def read_exercise_directory(directory: Path) -> ExerciseFolder:
    """Return the exercise in a directory on disk; ``ContentError`` as `read_exercise`."""
    return read_exercise(read_directory(directory))


def folder_of(version: ExerciseVersion) -> ExerciseFolder:
    """Return the parsed content of a stored version. The last few are kept in memory, by content hash."""
    with _cache_lock:
        if cached := _cache.get(version.content_hash):
            _cache.move_to_end(version.content_hash)
            return cached
    folder = read_exercise(unpack(bytes(version.archive)))
    with _cache_lock:
        _cache[version.content_hash] = folder
        while len(_cache) > CACHED_FOLDERS:
            _cache.popitem(last=False)
    return folder


def _folder(files: Files, settings: ExerciseSettings, mutants: MutantSettings) -> ExerciseFolder:
    return ExerciseFolder(
        content_hash=content_hash(files),
        title=settings.title.text,
        points=settings.points,
        kind=settings.kind,
        environment=settings.environment,
        device=settings.device,
        cpu_fallback=settings.cpu_fallback,
        limits=_limits(settings),
        usually_seconds=settings.usually_seconds,
        hints=tuple(Hint(text=hint.text, cost=hint.cost) for hint in settings.hints),
        solution_opens=settings.solution,
        prompt={language: files[f"prompt.{language}.md"].decode() for language in LANGUAGES},
        starter_source=_source(files, "starter"),
        solution=_source(files, "solution"),
        public_files={path.removeprefix("files/"): files[path] for path in files if path.startswith("files/")},
        test_files={path: files[path] for path in files if path.startswith("tests/")},
        wrong=tuple(_wrong_attempt(path, files[path]) for path in sorted(files) if path.startswith("wrong/")),
        alternatives=tuple(_named(path, files[path]) for path in sorted(files) if path.startswith("alternatives/")),
        equivalent=mutants.equivalent,
        curve=settings.curve,
    )


def _limits(settings: ExerciseSettings) -> ExerciseLimits:
    given = settings.limits.model_dump(exclude_none=True)
    on_gpu = GPU_LIMITS if settings.device == "gpu" else {}
    limits = {**DEFAULT_LIMITS[settings.environment], **on_gpu, **given}
    return ExerciseLimits(**limits)


def _source(files: Files, stem: str) -> Source:
    suffix = next(suffix for suffix in FORMATS if stem + suffix in files)
    return Source(path=stem + suffix, format=FORMATS[suffix], content=files[stem + suffix].decode())


def _named(path: str, content: bytes) -> Source:
    return Source(path=path, format=FORMATS[Path(path).suffix], content=content.decode())


def _wrong_attempt(path: str, content: bytes) -> WrongAttempt:
    written_as = FORMATS[Path(path).suffix]
    source = content.decode()
    return WrongAttempt(
        path=path,
        format=written_as,
        content=source,
        fails=declared_fails(source, written_as) or (),
        may_fail=declared_may_fail(source, written_as),
    )
