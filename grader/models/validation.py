"""Validations: proofs of an exercise version, asked for by its authors and run by a worker."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import ExerciseVersion


class ValidationState(models.TextChoices):
    """Where a validation is. The last four are final."""

    QUEUED = "queued", _("queued")
    RUNNING = "running", _("running")
    PASSED = "passed", _("passed")
    FAILED = "failed", _("found problems")
    ERROR = "error", _("error of ours")
    CANCELED = "canceled", _("canceled")


OPEN_STATES = (ValidationState.QUEUED, ValidationState.RUNNING)


class Validation(models.Model):
    """One proof of one version, as ``manage.py verify`` gives it: sources, and on request mutants and seeds."""

    version = models.ForeignKey(ExerciseVersion, models.CASCADE, related_name="validations")
    with_mutants = models.BooleanField(_("with mutants of the solution"), default=True)
    seeds = models.PositiveSmallIntegerField(_("random seeds"), default=0)
    state = models.CharField(max_length=16, choices=ValidationState, default=ValidationState.QUEUED)
    attempt = models.PositiveIntegerField(default=0, help_text=_("Counts the claims; a late report is dropped."))
    failures = models.PositiveSmallIntegerField(default=0, help_text=_("How many of the attempts failed by our fault."))
    cancel_requested = models.BooleanField(default=False)
    progress: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, help_text=_("The stage, and how many of its judgings are done.")
    )
    report: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, help_text=_("As verify --json prints it.")
    )
    problem = models.TextField(blank=True, help_text=_("For operators: what failed on our side."))
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-requested_at", "-id")

    def __str__(self) -> str:
        return f"validation {self.pk} of {self.version_id}: {self.state}"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen to this validation."""
        return self.state not in OPEN_STATES
