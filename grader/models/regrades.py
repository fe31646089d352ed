"""Regrades: judging again, by a changed exercise, what was handed in before."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Exercise, ExerciseVersion
from grader.models.grading import Grading
from grader.models.work import Submission


class RegradeState(models.TextChoices):
    """Where a regrade is. The last three are final."""

    TRYING = "trying", _("dry run")
    """A sample is being judged; nothing counts yet."""
    TRIED = "tried", _("waiting for a decision")
    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    DONE = "done", _("done")
    CANCELED = "canceled", _("canceled")
    """Nothing more starts; what was applied by then counts."""
    UNDONE = "undone", _("taken back")
    """What it replaced counts again."""


FINAL_REGRADES = (RegradeState.DONE, RegradeState.CANCELED, RegradeState.UNDONE)
JUDGING_REGRADES = (RegradeState.TRYING, RegradeState.RUNNING)
"""Only now may gradings of a regrade start."""


class Regrade(models.Model):
    """One regrade of an exercise's submissions by one version, tried on a sample first."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="regrades")
    version = models.ForeignKey(ExerciseVersion, models.PROTECT, related_name="regrades")
    state = models.CharField(max_length=16, choices=RegradeState, default=RegradeState.TRYING)
    may_lower = models.BooleanField(_("scores may become lower"), default=False)
    reason = models.TextField(_("what changed and why"), help_text=_("Students whose score changes read this."))
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undo_reason = models.TextField(_("why it is taken back"), blank=True, help_text=_("Its students read this."))

    class Meta:
        ordering = ("-requested_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("exercise",),
                condition=~models.Q(state__in=("done", "canceled", "undone")),
                name="one_open_regrade_of_an_exercise",
            ),
        )

    def __str__(self) -> str:
        return f"regrade {self.pk} of {self.exercise_id}"

    @property
    def is_final(self) -> bool:
        """Whether nothing more is judged or applied."""
        return self.state in FINAL_REGRADES


class RegradeItem(models.Model):
    """A submission in a regrade: the grading that counted before, and the one by the new version."""

    regrade = models.ForeignKey(Regrade, models.CASCADE, related_name="items")
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="regrade_items")
    before = models.ForeignKey(Grading, models.CASCADE, null=True, related_name="+")
    after = models.ForeignKey(Grading, models.SET_NULL, null=True, blank=True, related_name="+")
    in_sample = models.BooleanField(default=False)
    applied_at = models.DateTimeField(null=True, blank=True, help_text=_("When the new grading began to count."))
    """Kept when the regrade is taken back: the student has seen it count."""

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("regrade", "submission"), name="one_item_for_a_submission"),)

    def __str__(self) -> str:
        return f"{self.submission_id} in regrade {self.regrade_id}"
