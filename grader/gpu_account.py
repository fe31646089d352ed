"""What instructors are shown of GPUs: the devices, who holds which slot now, and who has used how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from accounts.models import User
from courses.models import Course, Exercise
from grader.models import GpuDevice, GpuLease
from grader.queueing.gpu import connected, leases_of, seconds_by


@dataclass(frozen=True)
class SlotRow:
    """One slot. ``held`` says that somebody has it; ``lease`` is given when that is somebody of the course."""

    number: int
    held: bool
    lease: GpuLease | None


@dataclass(frozen=True)
class DeviceRow:
    """One connected device with its slots."""

    device: GpuDevice
    slots: list[SlotRow]


@dataclass(frozen=True)
class UseRow:
    """What an exercise or a student has used: GPU time and the number of jobs."""

    of: Exercise | User
    seconds: float
    jobs: int


def device_rows(course: Course) -> list[DeviceRow]:
    """Return the connected devices; holders of other courses stay unnamed."""
    own = leases_of(course).filter(released_at=None).select_related("grading__student", "grading__version__exercise")
    by_slot = {(lease.device_id, lease.slot): lease for lease in own}
    held = set(GpuLease.objects.filter(released_at=None).values_list("device", "slot"))
    return [
        DeviceRow(
            device,
            [
                SlotRow(number, (device.pk, number) in held, by_slot.get((device.pk, number)))
                for number in range(device.slots)
            ],
        )
        for device in connected()
    ]


def use_by_exercise(course: Course) -> list[UseRow]:
    """Return what each exercise of the course has used, the most first."""
    totals = seconds_by(course, "version__exercise")
    known = Exercise.objects.select_related("unit").in_bulk([key for key, _, _ in totals])
    return [UseRow(known[key], _seconds(time), jobs) for key, time, jobs in totals]


def use_by_student(course: Course) -> list[UseRow]:
    """Return what each student has used in the course, the most first. A regrade is not the student's doing."""
    totals = seconds_by(course, "student", with_regrades=False)
    known = User.objects.in_bulk([key for key, _, _ in totals])
    return [UseRow(known[key], _seconds(time), jobs) for key, time, jobs in totals]


def _seconds(time: timedelta) -> float:
    return time.total_seconds()
