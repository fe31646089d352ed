"""Two-step sign-in: a password, and a code of an app or a recovery code. allauth carries it out; this is what we add.

The keys of the codes are stored encrypted with the site's ``SECRET_KEY``, so that a copy of the database does not give
them away. An earlier key in ``SECRET_KEY_FALLBACKS`` still opens them.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.session_ages import is_staff

QUIET_MODULES = 4
"""The white frame that the standard of QR codes demands."""


class LostKeyError(Exception):
    """A stored key was encrypted with a ``SECRET_KEY`` that this site no longer has."""


class TwoStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no hints.
    """allauth's adapter, with the site's policy, encrypted keys and a QR code that our content policy lets through."""

    error_messages = {  # noqa: RUF012  (as in the class that it extends)
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is wrong or was used already. Wait for the app's next one and enter that."),
        "cannot_delete_authenticator": _("Whoever teaches or administers here must keep two-step sign-in."),
    }

    def is_mfa_enabled(self, user: User, types: list[str] | None = None) -> bool:
        """Return whether somebody is asked for a code."""
        return settings.STAFF_MFA != "off" and bool(super().is_mfa_enabled(user, types))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether two-step sign-in may be turned off: not by those of whom the site demands it."""
        return not is_demanded_of(authenticator.user)

    def encrypt(self, text: str) -> str:
        """Return a key as it is stored."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored key; `LostKeyError` when it cannot be read any more."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise LostKeyError from error

    def build_totp_svg(self, url: str) -> SafeString:
        """Return the QR code of an address as an image without any style."""
        code = qrcode.QRCode(border=QUIET_MODULES)
        code.add_data(url)
        rows = code.get_matrix()
        return format_html(
            '<svg class="qr" viewBox="0 0 {0} {0}" width="220" height="220" role="img" aria-label="{2}"'
            ' shape-rendering="crispEdges"><rect width="{0}" height="{0}" fill="#fff"/>'
            '<path d="{1}" fill="#000"/></svg>',
            len(rows),
            " ".join(_squares(rows)),
            _("QR code for an authenticator app"),
        )


def is_demanded_of(user: User) -> bool:
    """Return whether the site demands two-step sign-in of somebody."""
    return settings.STAFF_MFA == "required" and is_staff(user)


def _squares(rows: list[list[bool]]) -> Iterator[str]:
    return (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"backpass two-step sign-in:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
