"""The people of a course: enrollments with their roles, sections, and invitations."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.content import Course


class Role(models.TextChoices):
    """What a person is in a course. What each may do stands in `courses.rules`."""

    STUDENT = "student", _("student")
    ASSISTANT = "assistant", _("teaching assistant")
    INSTRUCTOR = "instructor", _("instructor")
    OWNER = "owner", _("owner")


class Section(models.Model):
    """A group of a course's students, such as a class or a tutorial."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="sections")
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("course", "name"), name="section_name_in_course"),)

    def __str__(self) -> str:
        return self.name


class Enrollment(models.Model):
    """A person's role in a course."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="enrollments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="enrollments")
    role = models.CharField(max_length=16, choices=Role, default=Role.STUDENT)
    section = models.ForeignKey(Section, models.SET_NULL, null=True, blank=True, related_name="enrollments")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created_at", "id")
        constraints = (models.UniqueConstraint(fields=("course", "user"), name="one_enrollment_in_a_course"),)

    def __str__(self) -> str:
        return f"{self.user_id} as {self.role} in {self.course_id}"


class Invitation(models.Model):
    """A place in a course that waits for the person with an e-mail address.

    Whoever holds the token and signs in with the address takes it; so does a student with the course's join code.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"), help_text=_("In lower case."))
    name = models.CharField(_("name"), max_length=150, blank=True)
    role = models.CharField(max_length=16, choices=Role, default=Role.STUDENT)
    section = models.ForeignKey(Section, models.SET_NULL, null=True, blank=True, related_name="invitations")
    token = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-invited_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("course", "email"), condition=models.Q(accepted_at=None), name="one_open_invitation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.email} as {self.role} in {self.course_id}"
