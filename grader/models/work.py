"""What students wrote: submissions, runs and drafts; and the hints that they opened."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Exercise


class Format(models.TextChoices):
    """How a student's work is written."""

    CODE = "code", _("Python code")
    NOTEBOOK = "notebook", _("Jupyter notebook")


class Work(models.Model):
    """What a student wrote for an exercise, exactly as it arrived."""

    exercise = models.ForeignKey(Exercise, models.CASCADE)
    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    format = models.CharField(max_length=16, choices=Format)
    content = models.TextField()
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        abstract = True


class Submission(Work):
    """Work handed in to be judged by all tests. It counts."""

    hint_points = models.DecimalField(
        max_digits=7, decimal_places=2, default=0, help_text=_("Taken off the score for hints opened before.")
    )

    class Meta:
        default_related_name = "submissions"
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=("exercise", "student"), name="submission_by_student"),)

    def __str__(self) -> str:
        return f"submission {self.pk}"


class Run(Work):
    """Work tried against the public tests only. It costs nothing and never counts.

    In a preview an author tries a version that is not published yet, by all tests or by the public ones.
    """

    is_preview = models.BooleanField(default=False, help_text=_("Tried by an author; no student's work."))
    by_all_tests = models.BooleanField(default=False, help_text=_("Whether hidden tests judge it, too."))

    class Meta:
        default_related_name = "runs"
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=("exercise", "student"), name="run_by_student"),)

    def __str__(self) -> str:
        return f"run {self.pk}"


class Draft(models.Model):
    """What a student is writing, one text for each format, so that it goes on in another browser."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="drafts")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    format = models.CharField(max_length=16, choices=Format)
    content = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1, help_text=_("Counts the saves."))
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("student", "exercise", "format"), name="one_draft_in_a_format"),)

    def __str__(self) -> str:
        return f"draft {self.pk}, revision {self.revision}"


class StorageUse(models.Model):
    """How much a person's work takes up, as `grader.storage` has counted it: quickly, and never too little for long."""

    student = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="storage_use")
    stored = models.BigIntegerField(default=0, help_text=_("Bytes."))
    counted_at = models.DateTimeField(default=timezone.now, help_text=_("When all was last counted."))

    def __str__(self) -> str:
        return f"{self.stored} bytes of {self.student_id}"


class HintOpening(models.Model):
    """A hint that a student has opened, with what it cost then."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="hint_openings")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hint_openings")
    number = models.PositiveSmallIntegerField(help_text=_("From 1, in the exercise's order."))
    cost = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("student", "exercise", "number"), name="one_opening_of_a_hint"),)

    def __str__(self) -> str:
        return f"hint {self.number}"
