"""The grader app: what is graded."""

from django.apps import AppConfig


class GraderConfig(AppConfig):
    """Django's configuration of the grader app."""

    name = "grader"
    default_auto_field = "django.db.models.BigAutoField"
