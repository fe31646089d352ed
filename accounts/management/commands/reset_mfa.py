"""``manage.py reset_mfa``: for who has lost the phone and the recovery codes."""

from __future__ import annotations

import getpass
import logging
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User

_log = logging.getLogger("accounts.security")


class Command(BaseCommand):
    """Take two-step sign-in from an account and end its sessions; the password stays. It is written down."""

    help = "Remove somebody's two-step sign-in and recovery codes, after you have made sure who asks for it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, and why."""
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="Who asked, and how you know that it was them.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do so; ``CommandError`` where there is no such account or nothing to remove."""
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"There is no account {options['email']}.")
        if not reset(user, options["reason"]):
            raise CommandError(f"{user.email} has no two-step sign-in.")
        self.stdout.write(f"{user.email} signs in with the password alone now, and was signed out everywhere.")


@transaction.atomic
def reset(user: User, reason: str) -> bool:
    """Remove two-step sign-in; return whether there was any. The administration's log keeps who did it and why."""
    removed, _kinds = Authenticator.objects.filter(user=user).delete()
    if not removed:
        return False
    user.end_sessions()
    text = f"Two-step sign-in reset on the command line by {getpass.getuser()}: {reason}"
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=user.email[:200],
        action_flag=CHANGE,
        change_message=text,
    )
    _log.warning("two-step sign-in of account %s was reset", user.pk)
    return True
