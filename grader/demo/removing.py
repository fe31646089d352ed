"""Takes the demonstration course away again, with its work and its made-up people."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from courses.models import Course, Exercise
from grader.demo.people import ASSISTANT, DOMAIN
from grader.models import Grading, GradingEvent, Regrade, Run, Submission, TestResult


@transaction.atomic
def remove_course(course: Course) -> None:
    """Delete the course and everything in it, and the accounts of its made-up people."""
    exercises = Exercise.objects.filter(unit__course=course)
    of_course = Grading.objects.filter(version__exercise__in=exercises)
    Regrade.objects.filter(exercise__in=exercises).delete()
    GradingEvent.objects.filter(grading__in=of_course).delete()
    TestResult.objects.filter(grading__in=of_course).delete()
    of_course.delete()
    for work in (Submission, Run):
        work._default_manager.filter(exercise__in=exercises).delete()
    exercises.update(current=None)
    course.delete()
    User.objects.filter(email__endswith=f"@{DOMAIN}").delete()
    User.objects.filter(email=ASSISTANT[0]).delete()
