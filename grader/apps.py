"""The grader app: what is graded."""

from django.apps import AppConfig


class GraderConfig(AppConfig):
    """Django's configuration of the grader app."""

    name = "grader"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow the changes in courses that scores depend on, and the tasks that bear a request's id."""
        from courses.changes import scoring_changed
        from grader.gradebook.scoring import on_change
        from grader.telemetry.tracing import follow_tasks

        scoring_changed.connect(on_change, dispatch_uid="grader.gradebook.scoring")
        follow_tasks()
