"""Secrets: read from the environment or from a file, and refused where anybody could guess them.

No message of this module holds a secret or a part of one.
"""

from __future__ import annotations

import math
import os
import stat
import warnings
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from config.environment import is_local, missing

LARGEST_FILE = 64 * 1024
SHORTEST_KEY = 50
"""Characters, as Django's own check demands."""
FEWEST_BITS = 128
SHORTEST_PASSWORD = 12
SHORTEST_TOKEN = 20
PLACEHOLDERS = (
    "change-me",
    "changeme",
    "change_me",
    "insecure",
    "secret",
    "password",
    "example",
    "placeholder",
    "todo",
)
KNOWN_PASSWORDS = frozenset({"backpass", "postgres", "redis", "admin", "root", "the-password"})
"""The public one of the demo accounts, and those that documentation and images come with."""
PRIVATE_FOLDERS = ("/run/secrets/",)
"""Where container engines put secrets. The modes there are the engine's, and nobody else is in the container."""


def secret(name: str, default: str = "") -> str:
    """Return a secret: of the file that ``{name}_FILE`` names, or of the variable ``name``, or else ``default``.

    The file goes first, so that a placeholder in the variable never counts. ``ImproperlyConfigured`` when it cannot be
    read, is empty or is no text; a warning when everybody on this computer can read it.
    """
    path = os.environ.get(f"{name}_FILE", "").strip()
    return _read(name, Path(path)) if path else os.environ.get(name, "").strip() or default


def required_secret(name: str, purpose: str) -> str:
    """Return a secret; ``ImproperlyConfigured`` naming it and its purpose when there is none."""
    value = secret(name)
    if not value:
        raise missing(name, f"{purpose}. It may stand in a file that {name}_FILE names")
    return value


def optional_token(name: str) -> str:
    """Return a secret that programs send, or nothing; ``ImproperlyConfigured`` for one that could be guessed."""
    value = secret(name)
    if 0 < len(value) < SHORTEST_TOKEN:
        raise ImproperlyConfigured(f"{name} must have at least {SHORTEST_TOKEN} characters.")
    return value


def _read(name: str, path: Path) -> str:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_FILE:
            raise ImproperlyConfigured(f"{name}_FILE must name a small file, and {path} is none.")
        value = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise ImproperlyConfigured(f"{name}_FILE names {path}, which cannot be read: {reason}.") from None
    if not value:
        raise ImproperlyConfigured(f"{name}_FILE names {path}, which is empty.")
    if status.st_mode & stat.S_IROTH and not str(path).startswith(PRIVATE_FOLDERS):
        warnings.warn(f"Everybody on this computer can read {path}. Run: chmod 600 {path}", stacklevel=3)
    return value


def key_problem(key: str) -> str:
    """Return why a key that signs is too easy to guess, or ``""``."""
    if len(key) < SHORTEST_KEY:
        return f"it has fewer than {SHORTEST_KEY} characters"
    if any(word in key.lower() for word in PLACEHOLDERS):
        return "it is a placeholder or an example"
    if key in (key + key)[1:-1]:
        return "it repeats itself"
    return "" if _bits(key) >= FEWEST_BITS else "its characters are too few different ones"


def database_problem(url: str) -> str:
    """Return why the password in a database's address is too easy to guess, or ``""``. Unix sockets need none."""
    parts = urlsplit(url)
    if parts.scheme.startswith("sqlite") or _is_here(parts):
        return ""
    return _password_problem(parts.password)


def redis_problem(url: str) -> str:
    """Return why others could use the Redis at an address, or ``""``. On this computer, it needs no password."""
    parts = urlsplit(url)
    if parts.scheme.startswith("unix") or _is_here(parts):
        return ""
    return _password_problem(parts.password)


def checked(name: str, problem: str, advice: str) -> None:
    """Raise ``ImproperlyConfigured`` for a secret with a ``problem``, without showing it."""
    if problem:
        raise ImproperlyConfigured(f"{name} is refused: {problem}. {advice}")


def parsed_address(name: str, url: str, kind: str) -> dict[str, Any]:
    """Return what ``environ`` makes of the address of a ``"db"`` or ``"email"`` server.

    ``ImproperlyConfigured`` for one that it cannot read, which does not show it.
    """
    try:
        read = environ.Env.db_url_config if kind == "db" else environ.Env.email_url_config
        found: dict[str, Any] = read(url)
    except Exception:  # noqa: BLE001  (its errors quote the address, with the password in it)
        found = {}
    if "." not in str(found.get("ENGINE") or found.get("EMAIL_BACKEND") or ""):
        raise ImproperlyConfigured(
            f"{name} cannot be read. It is like scheme://name:password@host:port/what."
        ) from None
    return found


def _is_here(server: SplitResult) -> bool:
    return not server.hostname or is_local(server.hostname)


def _password_problem(password: str | None) -> str:
    if not password:
        return "it has no password, and the server is not on this computer"
    plain = unquote(password)
    if plain.lower() in KNOWN_PASSWORDS or any(word in plain.lower() for word in PLACEHOLDERS):
        return "its password is a placeholder or an example"
    return "" if len(plain) >= SHORTEST_PASSWORD else f"its password has fewer than {SHORTEST_PASSWORD} characters"


def _bits(text: str) -> float:
    """Estimate the entropy by how often each character stands in the text."""
    counts = Counter(text)
    return -sum(count * math.log2(count / len(text)) for count in counts.values())
