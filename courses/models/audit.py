"""What was changed in a course, by whom and why."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.content import Course


class Action(models.TextChoices):
    """What an audit entry tells of."""

    ROLE = "role", _("role")
    SECTION = "section", _("section")
    INVITATION = "invitation", _("invitation")
    SETTINGS = "settings", _("course settings")
    DATE = "date", _("due date")
    EXTENSION = "extension", _("extension")
    WEIGHT = "weight", _("weight")
    POLICY = "policy", _("grading policy")
    OVERRIDE = "override", _("score override")
    REGRADE = "regrade", _("regrade")
    PUBLICATION = "publication", _("publication")
    CONTENT = "content", _("content")


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Entries, which can be read and added and nothing else."""

    def update(self, **_values: Any) -> int:
        """Refuse."""
        raise TypeError("Audit entries are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise TypeError("Audit entries are never deleted.")


class AuditEntry(models.Model):
    """One change. Written by `courses.audit.record`, in the transaction of the change itself; never changed."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="audit_entries")
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("Empty for what the site did by itself, and for accounts that are gone."),
    )
    action = models.CharField(max_length=16, choices=Action)
    subject = models.CharField(max_length=300, help_text=_("What was changed, as people know it."))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", help_text=_("Whom it is about.")
    )
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField(blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("course", "-at"), name="audit_of_course"),)
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.action}: {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new entry; ``TypeError`` for one that is stored already."""
        if not self._state.adding:
            raise TypeError("Audit entries are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise TypeError("Audit entries are never deleted.")
