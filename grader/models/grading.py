"""Gradings: one judging each of a submission or a run, with its test results and events."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Course, ExerciseVersion
from courses.text import Text, translated
from grader.models.work import Run, Submission
from sandbox.log_lines import current_id


class State(models.TextChoices):
    """Where a grading is. The last four are final."""

    QUEUED = "queued", _("queued")
    RUNNING = "running", _("running")
    GRADED = "graded", _("graded")
    FAILED = "failed", _("could not be judged")
    """The student's code could not be judged; the message says why."""
    ERROR = "error", _("error of ours")
    """We failed, three times. It costs the student nothing."""
    CANCELED = "canceled", _("canceled")


FINAL_STATES = (State.GRADED, State.FAILED, State.ERROR, State.CANCELED)


class Priority(models.IntegerChoices):
    """Who goes first. A smaller number goes earlier."""

    RUN = 0, _("run")
    SUBMISSION = 1, _("submission")
    REGRADE = 2, _("regrade")


class Needs(models.TextChoices):
    """What a grading runs on."""

    CPU = "cpu", _("processor")
    GPU = "gpu", _("GPU")
    GPU_OR_CPU = "either", _("GPU, or processor where no GPU is connected")


class Grading(models.Model):
    """One judging of a submission or a run against one exercise version."""

    submission = models.ForeignKey(Submission, models.CASCADE, null=True, blank=True, related_name="gradings")
    run = models.ForeignKey(Run, models.CASCADE, null=True, blank=True, related_name="gradings")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="gradings")
    version = models.ForeignKey(ExerciseVersion, models.PROTECT, related_name="gradings")
    course = models.ForeignKey(
        Course,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text=_("In whose line it waits; none for work that ended before courses took turns."),
    )
    priority = models.PositiveSmallIntegerField(choices=Priority)
    device = models.CharField(max_length=8, choices=Needs, default=Needs.CPU)
    state = models.CharField(max_length=16, choices=State, default=State.QUEUED)
    attempt = models.PositiveIntegerField(
        default=0, help_text=_("Counts the claims; a late result of an old one is dropped.")
    )
    failures = models.PositiveSmallIntegerField(default=0, help_text=_("How many of the attempts failed by our fault."))
    cancel_requested = models.BooleanField(default=False)
    counts = models.BooleanField(
        default=True, help_text=_("Whether its score is one; not for trials of a regrade, nor for what one replaced.")
    )

    trace = models.CharField(
        max_length=64, default=current_id, editable=False, help_text=_("The id that all log lines about it bear.")
    )
    queued_at = models.DateTimeField(default=timezone.now)
    turn_at = models.DateTimeField(
        default=timezone.now, help_text=_("Its place in its course's line: later than when it came, for one of many.")
    )
    enqueued_at = models.DateTimeField(null=True, blank=True, help_text=_("When the broker last took it."))
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    score = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    max_score = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    message: models.JSONField[Text | None, Text | None] = models.JSONField(null=True, blank=True)
    detail = models.TextField(blank=True, help_text=_("The student's own traceback."))
    line = models.PositiveIntegerField(null=True, blank=True, help_text=_("The student's line to mark, from 1."))
    cell = models.PositiveIntegerField(null=True, blank=True, help_text=_("The notebook cell to mark, from 1."))
    seconds: models.JSONField[dict[str, float], dict[str, float]] = models.JSONField(default=dict)
    output = models.TextField(blank=True, help_text=_("What the student's code printed, cut to the limit."))
    executed_notebook = models.TextField(blank=True)
    problem = models.TextField(blank=True, help_text=_("For operators: what failed on our side."))
    events_removed_at = models.DateTimeField(null=True, blank=True, help_text=_("When its live events were removed."))
    condensed_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When what it printed and showed was removed; points and tests stay.")
    )

    class Meta:
        ordering = ("-queued_at", "-id")
        indexes = (
            models.Index(fields=("state", "course", "device", "priority", "turn_at", "id"), name="grading_line"),
            models.Index(fields=("course", "-started_at"), name="grading_course_starts"),
            models.Index(fields=("student", "state"), name="grading_slots"),
            models.Index(
                fields=("version", "priority", "-finished_at"), name="grading_history", condition=Q(state="graded")
            ),
            models.Index(fields=("finished_at",), name="grading_ended"),
            models.Index(fields=("finished_at",), name="grading_events_kept", condition=Q(events_removed_at=None)),
            models.Index(fields=("finished_at",), name="grading_outputs_kept", condition=Q(condensed_at=None)),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(submission__isnull=False, run__isnull=True) | Q(submission__isnull=True, run__isnull=False),
                name="grading_judges_one_work",
            ),
        )

    def __str__(self) -> str:
        return f"grading {self.pk} ({self.state})"

    def get_absolute_url(self) -> str:
        """The page that shows this grading, live while it runs."""
        return reverse("grader:grading", args=[self.pk])

    @property
    def work(self) -> Submission | Run:
        """The submission or run that this grading judges."""
        work = self.submission or self.run
        if work is None:
            raise ValueError(f"grading {self.pk} judges nothing")
        return work

    @property
    def by_all_tests(self) -> bool:
        """Whether hidden tests judge it, too."""
        return self.run is None or self.run.by_all_tests

    @property
    def is_preview(self) -> bool:
        """Whether an author tries a version; it is no student's work."""
        return self.run is not None and self.run.is_preview

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen to this grading."""
        return self.state in FINAL_STATES

    @property
    def hint_points(self) -> Decimal:
        """What hints take off this grading's score; nothing from a run's."""
        return self.submission.hint_points if self.submission else Decimal(0)

    @property
    def fraction(self) -> Decimal:
        """The score as a share of the possible one, from 0 to 1."""
        return self.score / self.max_score if self.score and self.max_score else Decimal(0)


class Outcome(models.TextChoices):
    """How one test ended."""

    PASSED = "passed", _("passed")
    PARTIAL = "partial", _("partly passed")
    FAILED = "failed", _("failed")
    ERROR = "error", _("could not be run")
    NOT_RUN = "not_run", _("not run")


class TestResult(models.Model):
    """What one test said in a grading."""

    __test__ = False

    grading = models.ForeignKey(Grading, models.CASCADE, related_name="results")
    position = models.PositiveIntegerField()
    test_id = models.CharField(max_length=200)
    title: models.JSONField[Text, Text] = models.JSONField()
    hidden = models.BooleanField()
    points = models.DecimalField(max_digits=7, decimal_places=2)
    max_points = models.DecimalField(max_digits=7, decimal_places=2)
    outcome = models.CharField(max_length=16, choices=Outcome)
    message: models.JSONField[Text | None, Text | None] = models.JSONField(null=True, blank=True)
    seconds = models.FloatField(default=0)
    expected = models.TextField(blank=True, help_text=_("What a public test wanted, in short."))
    actual = models.TextField(blank=True, help_text=_("What it got, in short."))

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("grading", "test_id"), name="one_result_for_one_test"),)

    def __str__(self) -> str:
        return f"{self.test_id}: {self.outcome}"


class TestAttachment(models.Model):
    """A figure that a test shows with its result."""

    __test__ = False

    result = models.ForeignKey(TestResult, models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField()
    title: models.JSONField[Text, Text] = models.JSONField()
    alt: models.JSONField[Text, Text] = models.JSONField()
    media_type = models.CharField(max_length=20)
    content = models.BinaryField()

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("result", "position"), name="attachment_place_in_result"),)

    def __str__(self) -> str:
        return translated(self.title)


class EventKind(models.TextChoices):
    """What a grading event tells."""

    QUEUED = "queued", _("queued")
    STARTED = "started", _("started")
    STDOUT = "stdout", _("output")
    EPOCH = "epoch", _("epoch")
    COLLECTED = "collected", _("tests found")
    TEST = "test", _("test ended")
    FINISHED = "finished", _("finished")


class GradingEvent(models.Model):
    """One numbered step of a grading: the only source of the live page."""

    grading = models.ForeignKey(Grading, models.CASCADE, related_name="events")
    number = models.PositiveIntegerField(help_text=_("From 1, without gaps, in one grading."))
    kind = models.CharField(max_length=16, choices=EventKind)
    data: models.JSONField[dict[str, object], dict[str, object]] = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("grading", "number"), name="event_number_in_grading"),)

    def __str__(self) -> str:
        return f"{self.grading_id}#{self.number} {self.kind}"
