"""The accounts app: who people are."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Django's configuration of the accounts app."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
