"""The gradebook: a course's policy, extensions, overrides, and the score of each student in each exercise."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Course, Exercise, Section
from grader.models.grading import Grading


class CountedAttempt(models.TextChoices):
    """Which of a student's submissions to an exercise counts."""

    BEST = "best", _("the best")
    LAST = "last", _("the last")


class GradingPolicy(models.Model):
    """How a course's totals come about. A course without one has the defaults."""

    course = models.OneToOneField(Course, models.CASCADE, related_name="grading_policy")
    counted = models.CharField(
        _("attempt that counts"), max_length=8, choices=CountedAttempt, default=CountedAttempt.BEST
    )
    dropped = models.PositiveSmallIntegerField(
        _("lowest exercises dropped"),
        default=0,
        help_text=_("How many of each student's weakest exercises do not count."),
    )
    late_penalty = models.DecimalField(
        _("late penalty, % a day"),
        max_digits=5,
        decimal_places=2,
        default=100,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Taken off for each day begun after the due date and its grace; 100: late work does not count."),
    )
    grace_minutes = models.PositiveIntegerField(
        _("grace, in minutes"), default=0, help_text=_("How long after the due date work is still in time.")
    )

    class Meta:
        verbose_name_plural = "grading policies"

    def __str__(self) -> str:
        return f"policy of {self.course_id}"


class Extension(models.Model):
    """A later due date of an exercise, for one student or one section."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="extensions")
    student = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="extensions"
    )
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="extensions")
    due_at = models.DateTimeField(_("due date"))
    reason = models.TextField(_("reason"), blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("due_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(student__isnull=False, section__isnull=True)
                | Q(student__isnull=True, section__isnull=False),
                name="extension_is_for_one",
            ),
            models.UniqueConstraint(
                fields=("exercise", "student"), condition=Q(section=None), name="one_extension_for_a_student"
            ),
            models.UniqueConstraint(
                fields=("exercise", "section"), condition=Q(student=None), name="one_extension_for_a_section"
            ),
        )

    def __str__(self) -> str:
        return f"{self.exercise_id} until {self.due_at}"


class ScoreOverride(models.Model):
    """A score that an instructor set instead of the one that grading gave, and why."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="overrides")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="overrides")
    score = models.DecimalField(_("score"), max_digits=7, decimal_places=2, validators=[MinValueValidator(0)])
    reason = models.TextField(_("reason"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("exercise", "student"), name="one_override_of_a_score"),)

    def __str__(self) -> str:
        return f"{self.score} for {self.student_id} in {self.exercise_id}"


class Score(models.Model):
    """What counts for one student in one exercise: `grader.gradebook.scoring` keeps it right by the other tables.

    Everything here follows from submissions, gradings, dates, extensions, the policy and overrides, and can be
    computed again; it stands here so that a gradebook of a thousand students takes one query.
    """

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="scores")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="scores")
    score = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, help_text=_("What counts; empty before anything was graded.")
    )
    earned = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, help_text=_("Before a late penalty and without an override.")
    )
    grading = models.ForeignKey(
        Grading, models.SET_NULL, null=True, related_name="+", help_text=_("The grading that it comes from.")
    )
    is_late = models.BooleanField(default=False, help_text=_("Whether the submission that counts was late."))
    is_override = models.BooleanField(default=False)
    attempts = models.PositiveIntegerField(default=0, help_text=_("Submissions handed in."))
    last_at = models.DateTimeField(null=True, help_text=_("When the last one was handed in."))
    is_under_way = models.BooleanField(default=False, help_text=_("Whether any is being judged."))
    has_problem = models.BooleanField(default=False, help_text=_("Whether the last one ended in an error of ours."))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("exercise", "student"), name="one_score_in_an_exercise"),)

    def __str__(self) -> str:
        return f"{self.score} of {self.student_id} in {self.exercise_id}"
