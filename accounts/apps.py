"""The accounts app: who people are."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Django's configuration of the accounts app."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of people who sign in and set up two-step sign-in."""
        from accounts import session_ages, two_step_forms  # noqa: F401  (their receivers)
