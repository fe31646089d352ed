"""The courses app: what is taught."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Django's configuration of the courses app."""

    name = "courses"
    default_auto_field = "django.db.models.BigAutoField"
