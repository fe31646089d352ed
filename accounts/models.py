"""People. One custom user model, signed in by e-mail, from the first migration on."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

SESSION_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
"""Django's own, so that sessions last that are older than our rounds."""


class UserManager(BaseUserManager["User"]):
    """Creates users, who are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create and store a person; ``ValueError`` when the address is empty."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create and store a site administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


def shown_name(name: str, email: str) -> str:
    """Return how pages call somebody: by their name, or else by the local part of their address."""
    return name or email.partition("@")[0]


def called(words: str, person: str = "user") -> models.Q:
    """Return the condition that ``words`` stand in the name or the address of the user in the field ``person``."""
    return models.Q(**{f"{person}__name__icontains": words}) | models.Q(**{f"{person}__email__icontains": words})


def place_by_name(shown: str, key: int) -> tuple[str, int]:
    """Return what people are sorted by who are called ``shown`` and stored under ``key``."""
    return shown.casefold(), key


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    is_staff = models.BooleanField(_("site administrator"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    deletion_due_at = models.DateTimeField(
        _("to be deleted"), null=True, blank=True, help_text=_("Set when the person asked for it.")
    )
    session_round = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("Sessions of earlier rounds have ended.")
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name that pages show: the person's own, or the local part of the address."""
        return shown_name(self.name, self.email)

    def end_sessions(self) -> None:
        """Sign the person out everywhere."""
        User.objects.filter(pk=self.pk).update(session_round=models.F("session_round") + 1)
        self.refresh_from_db(fields=["session_round"])

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Return what a session must hold to be this person's: it changes with the password and with each round."""
        known_by = f"{self.password}|{self.session_round}" if self.session_round else self.password
        return salted_hmac(SESSION_SALT, known_by, secret=secret, algorithm="sha256").hexdigest()
