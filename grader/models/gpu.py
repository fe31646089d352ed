"""GPUs that sandbox servers have reported, and who holds their slots."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grader.models.grading import Grading


class GpuDevice(models.Model):
    """A GPU that a sandbox server has reported."""

    uuid = models.CharField(max_length=100, unique=True)
    host = models.CharField(max_length=255, help_text=_("The computer whose workers may lease it."))
    index = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    memory_mb = models.PositiveIntegerField()
    slots = models.PositiveSmallIntegerField(default=1)
    environments: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("host", "index")

    def __str__(self) -> str:
        return f"{self.name} {self.index}"

    @property
    def share_mb(self) -> int:
        """How much of its memory one slot has."""
        return self.memory_mb // self.slots

    def open_leases(self) -> models.QuerySet[GpuLease]:
        """Return the leases of slots that are held now."""
        return self.leases.filter(released_at=None)


class GpuLease(models.Model):
    """One slot of one device, held by one attempt at a grading; the account of who used how much."""

    device = models.ForeignKey(GpuDevice, models.PROTECT, related_name="leases")
    slot = models.PositiveSmallIntegerField()
    grading = models.ForeignKey(Grading, models.CASCADE, related_name="gpu_leases")
    attempt = models.PositiveIntegerField()
    leased_at = models.DateTimeField(default=timezone.now)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-leased_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("device", "slot"), condition=Q(released_at=None), name="one_holder_of_a_gpu_slot"
            ),
            models.UniqueConstraint(fields=("grading",), condition=Q(released_at=None), name="one_gpu_for_a_grading"),
        )

    def __str__(self) -> str:
        return f"{self.device} slot {self.slot}: grading {self.grading_id}"
