"""What authors write before students see it, and what they have published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.content import Course, Exercise, ExerciseVersion


class WorkingFile(models.Model):
    """A file of a course's working copy: the course's folder as its authors write it, not yet published."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="working_files")
    path = models.CharField(max_length=300, help_text=_("From the course's folder, with /."))
    content = models.BinaryField()
    revision = models.PositiveIntegerField(default=1, help_text=_("Counts the saves."))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("path",)
        constraints = (models.UniqueConstraint(fields=("course", "path"), name="one_working_file_at_a_path"),)

    def __str__(self) -> str:
        return f"{self.path}, revision {self.revision}"


class Publication(models.Model):
    """That a version of an exercise became what students see."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="publications")
    version = models.ForeignKey(ExerciseVersion, models.CASCADE, related_name="publications")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True, help_text=_("What changed, for other authors."))
    reason = models.TextField(blank=True, help_text=_("Why it was published without a green validation."))

    class Meta:
        ordering = ("-published_at", "-id")

    def __str__(self) -> str:
        return f"{self.version_id} of {self.exercise_id}"
