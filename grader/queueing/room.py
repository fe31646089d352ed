"""How many slots regrades and validations may hold beside the live work, for which one always stays free."""

from __future__ import annotations

from django.conf import settings

from grader.models import Grading, Priority, State, Validation, ValidationState


def regrade_slots() -> int:
    """How many regrades may run at once: half of the slots, so that one is always free where there is more than one.

    A judging keeps more than one processor busy, so with all slots but one the live work would have a slot and no room.
    """
    return (settings.GRADING_SLOTS + 1) // 2


def free_regrade_slots() -> int:
    """How many more regrades may run beside the validations; one that waits goes before them."""
    waits = Validation.objects.filter(state=ValidationState.QUEUED).exists()
    validations = _running_validations() + int(waits)
    return min(regrade_slots(), _background_slots() - validations * validation_slots()) - _running_regrades()


def validation_slots() -> int:
    """How many judgings one validation has at the same time: half of what live work does not keep for itself."""
    return max(1, _background_slots() // 2)


def has_room_for_validation() -> bool:
    """Whether one more validation may run now; one slot always stays free for live work."""
    return _running_regrades() + (_running_validations() + 1) * validation_slots() <= _background_slots()


def _background_slots() -> int:
    """How many slots regrades and validations have together: all but one, which stays free for live work."""
    return max(1, settings.GRADING_SLOTS - 1)


def _running_regrades() -> int:
    return Grading.objects.filter(state=State.RUNNING, priority=Priority.REGRADE).count()


def _running_validations() -> int:
    return Validation.objects.filter(state=ValidationState.RUNNING).count()
