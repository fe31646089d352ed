"""The site's configuration: settings, addresses, entry points and the supervisor."""

from config.celery import app as celery_app

__all__ = ("celery_app",)
