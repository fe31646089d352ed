"""The operations app: what keeps a site and its people's data: backups, retention, export and deletion."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Django's configuration of the operations app, which has no tables."""

    name = "operations"

    def ready(self) -> None:
        """Give the workers' clocks their duty of the night."""
        from grader.queueing import clock
        from operations.nightly import clean_up_at_night

        clock.also(clean_up_at_night)
