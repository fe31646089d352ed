"""What is taught: courses, units, lessons, and exercises with their versions."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.text import Text, translated


class Origin(models.TextChoices):
    """Where a course is written, and so what changes it."""

    FILES = "files", _("a folder of files")
    """Loaded from a folder with ``course.yaml``; pages show it and change nothing that stands in the folder."""
    SITE = "site", _("this site")
    """Written in its working copy, in the browser."""


class Joining(models.TextChoices):
    """How people become students of a course by themselves."""

    OPEN = "open", _("Everyone who is signed in may join")
    CODE = "code", _("With the join code")
    INVITED = "invited", _("Only those who are invited or enrolled")


class Course(models.Model):
    """A course: units of lessons and exercises, and the people who teach and take it."""

    slug = models.SlugField(unique=True)
    title: models.JSONField[Text, Text] = models.JSONField()
    description: models.JSONField[Text, Text] = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=16, choices=Origin, default=Origin.FILES)
    is_listed = models.BooleanField(
        _("shown to everyone"), default=True, help_text=_("Otherwise only the people of the course can see it.")
    )
    joining = models.CharField(_("joining"), max_length=16, choices=Joining, default=Joining.OPEN)
    join_code = models.CharField(_("join code"), max_length=16, unique=True, null=True, blank=True)

    class Meta:
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return translated(self.title)

    def get_absolute_url(self) -> str:
        """The course page."""
        return reverse("courses:course", args=[self.slug])


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units, and which of them students see."""

    def published(self) -> UnitQuerySet:
        """Those that stand in the course's folder; others are kept only for the work handed in to them."""
        return self.filter(retired=False)


class Unit(models.Model):
    """A part of a course: lessons and exercises on one subject."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="units")
    slug = models.SlugField()
    title: models.JSONField[Text, Text] = models.JSONField()
    summary: models.JSONField[Text, Text] = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)
    retired = models.BooleanField(default=False, help_text=_("No longer in the course's folder; not shown."))

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("position", "slug")
        constraints = (models.UniqueConstraint(fields=("course", "slug"), name="unit_slug_in_course"),)

    def __str__(self) -> str:
        return translated(self.title)


class Lesson(models.Model):
    """A page that teaches, in Markdown, one text for each language."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="lessons")
    slug = models.SlugField()
    title: models.JSONField[Text, Text] = models.JSONField()
    body: models.JSONField[Text, Text] = models.JSONField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "slug")
        constraints = (models.UniqueConstraint(fields=("unit", "slug"), name="lesson_slug_in_unit"),)

    def __str__(self) -> str:
        return translated(self.title)

    def get_absolute_url(self) -> str:
        """The lesson page."""
        return reverse("courses:lesson", args=[self.unit.course.slug, self.unit.slug, self.slug])


class UnitFile(models.Model):
    """A figure or other file that a unit's lessons show or link to, by its path in the unit's folder."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="files")
    path = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64, help_text=_("SHA-256 of the content."))
    content = models.BinaryField()

    class Meta:
        ordering = ("path",)
        constraints = (models.UniqueConstraint(fields=("unit", "path"), name="file_path_in_unit"),)

    def __str__(self) -> str:
        return self.path


class LessonReading(models.Model):
    """That a person has read a lesson to its end."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="readings")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="readings")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-read_at", "-id")
        constraints = (models.UniqueConstraint(fields=("user", "lesson"), name="one_reading_of_a_lesson"),)

    def __str__(self) -> str:
        return f"{self.user_id} read {self.lesson_id}"


class Kind(models.TextChoices):
    """How an exercise's work is written."""

    CODE = "code", _("Code")
    NOTEBOOK = "notebook", _("Notebook")
    EITHER = "either", _("Code or notebook")


LISTED_WITHOUT = ("prompt", "unit__summary", "unit__course__description")


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    """Exercises, and which of them students see."""

    def published(self) -> ExerciseQuerySet:
        """Those that stand in the course's folder; others are kept only for the work handed in to them."""
        return self.filter(current__isnull=False)

    def in_order(self) -> ExerciseQuerySet:
        """The course's order, with what lists show and without the prompts."""
        order = ("unit__position", "unit__slug", "position", "slug")
        return self.select_related("unit__course").defer(*LISTED_WITHOUT).order_by(*order)


class Exercise(models.Model):
    """A task that grades itself. What it asks and tests stands in its versions.

    ``kind`` and ``prompt`` are copies of the current version's, to filter and search by.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="exercises")
    slug = models.SlugField()
    title: models.JSONField[Text, Text] = models.JSONField()
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.CODE)
    prompt: models.JSONField[Text, Text] = models.JSONField(default=dict)
    points = models.DecimalField(max_digits=7, decimal_places=2)
    position = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(
        _("due date"), null=True, blank=True, help_text=_("What later work counts is the course's policy.")
    )
    weight = models.DecimalField(
        _("weight"),
        max_digits=6,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(0)],
        help_text=_("What its points are multiplied by in a course's total; 0 for practice that does not count."),
    )
    current = models.ForeignKey(
        "courses.ExerciseVersion",
        models.RESTRICT,
        null=True,
        related_name="+",
        help_text=_("What students see now; empty for an exercise that is no longer in the course's folder."),
    )

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ("position", "slug")
        constraints = (models.UniqueConstraint(fields=("unit", "slug"), name="exercise_slug_in_unit"),)

    def __str__(self) -> str:
        return translated(self.title)

    def get_absolute_url(self) -> str:
        """The page where a student reads, writes and submits."""
        return reverse("grader:exercise", args=[self.unit.course.slug, self.unit.slug, self.slug])


class ExerciseVersion(models.Model):
    """One exact content of an exercise's folder. Never changed once stored: gradings point here."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="versions")
    content_hash = models.CharField(max_length=64, help_text=_("SHA-256 over the folder's paths and contents."))
    archive = models.BinaryField(help_text=_("The folder as a zip with fixed order and dates."))
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty for what was loaded from a folder."),
    )

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("exercise", "content_hash"), name="one_version_for_one_content"),
        )

    def __str__(self) -> str:
        return f"{self.exercise_id}@{self.content_hash[:12]}"
