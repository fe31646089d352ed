"""The tables of what is taught, of the people of a course, of authoring, and of the audit."""

from courses.models.audit import Action, AuditEntry
from courses.models.authoring import Publication, WorkingFile
from courses.models.content import (
    Course,
    Exercise,
    ExerciseQuerySet,
    ExerciseVersion,
    Joining,
    Kind,
    Lesson,
    LessonReading,
    Origin,
    Unit,
    UnitFile,
    UnitQuerySet,
)
from courses.models.people import Enrollment, Invitation, Role, Section

__all__ = [
    "Action",
    "AuditEntry",
    "Course",
    "Enrollment",
    "Exercise",
    "ExerciseQuerySet",
    "ExerciseVersion",
    "Invitation",
    "Joining",
    "Kind",
    "Lesson",
    "LessonReading",
    "Origin",
    "Publication",
    "Role",
    "Section",
    "Unit",
    "UnitFile",
    "UnitQuerySet",
    "WorkingFile",
]
