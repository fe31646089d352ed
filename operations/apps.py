"""The operations app: what keeps a site and its people's data: backups, retention, export and deletion."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Django's configuration of the operations app, which has no tables."""

    name = "operations"
