"""What the environment says: required variables, and the defaults of the embedded site."""

from __future__ import annotations

import hashlib
import ipaddress
import os
import secrets
import tempfile
from collections.abc import Sequence
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")
LONGEST_SOCKET_PATH = 100
"""Bytes. Linux refuses addresses of Unix sockets above 107; some room is left for temporary suffixes."""
WILDCARD_HOSTS = ("0.0.0.0", "::")  # noqa: S104  (compared with, not bound to)


def required(name: str, purpose: str) -> str:
    """The variable's value; ``ImproperlyConfigured`` naming it and its purpose when it is missing or empty."""
    value = env.str(name, default="").strip()
    if not value:
        raise missing(name, purpose)
    return str(value)


def missing(name: str, purpose: str) -> ImproperlyConfigured:
    """Return the error of a variable that is not set, with its purpose."""
    return ImproperlyConfigured(
        f"The environment variable {name} is not set. It is {purpose}. "
        "To try Backpass on one computer with no settings at all, use `make run`."
    )


def boolean(name: str, *, default: bool) -> bool:
    """The variable as a truth value; ``ImproperlyConfigured`` when it is neither clearly true nor clearly false."""
    text = os.environ.get(name, "").strip().lower()
    if text in ("1", "true", "yes", "on"):
        return True
    if text in ("0", "false", "no", "off"):
        return False
    if text:
        raise ImproperlyConfigured(f"The environment variable {name} must be 1 or 0, and not {text!r}.")
    return default


def choice(name: str, *, among: Sequence[str], default: str) -> str:
    """The variable as one of a few words; ``ImproperlyConfigured`` for another."""
    text = os.environ.get(name, "").strip().lower() or default
    if text not in among:
        raise ImproperlyConfigured(f"The environment variable {name} must be {' or '.join(among)}, and not {text!r}.")
    return text


def positive_integer(name: str, *, default: int) -> int:
    """The variable as a whole number of at least 1; ``ImproperlyConfigured`` otherwise."""
    return whole_number(name, default=default, least=1)


def networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """The variable as addresses and networks by commas, such as ``127.0.0.1,10.0.0.0/8``; none by default."""
    parts = [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]
    try:
        return [ipaddress.ip_network(part) for part in parts]
    except ValueError as error:
        raise ImproperlyConfigured(f"The environment variable {name} must hold addresses: {error}.") from None


def whole_number(name: str, *, default: int, least: int = 0) -> int:
    """The variable as a whole number of at least ``least``; ``ImproperlyConfigured`` otherwise."""
    text = os.environ.get(name, "").strip() or str(default)
    if not text.isdecimal() or int(text) < least:
        raise ImproperlyConfigured(
            f"The environment variable {name} must be a whole number, {least} or more, and not {text!r}."
        )
    return int(text)


def data_folder() -> Path:
    """The folder of everything that this site stores outside its database server, as an absolute path."""
    return Path(os.environ.get("BACKPASS_DATA_DIR", "").strip() or BASE_DIR / "var").resolve()


def socket_folder(data_dir: Path) -> Path:
    """Where the embedded site's Unix sockets lie: in the data folder, or in the temporary one when that is too deep."""
    folder = data_dir / "run"
    if len(os.fsencode(folder / "supervisor.sock")) <= LONGEST_SOCKET_PATH:
        return folder
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"backpass-{os.getuid()}-{digest}"


def make_private_folder(folder: Path) -> None:
    """Create ``folder`` for this user alone; ``ImproperlyConfigured`` when somebody else owns it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise ImproperlyConfigured(f"The folder {folder} belongs to somebody else. Set BACKPASS_DATA_DIR to your own.")
    folder.chmod(0o700)


def stored_secret(path: Path) -> str:
    """The secret in the file at ``path``, which only its owner can read; made on first use."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_secret(path)
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(64)
        file.write(secret)
    return secret


def _read_secret(path: Path) -> str:
    secret = path.read_text().strip()
    if len(secret) < 50:
        raise ImproperlyConfigured(f"The secret in {path} is too short. Remove the file, and a new one is made.")
    return secret


def embedded_hosts(host: str) -> list[str]:
    """The host names that an embedded site answers to when it listens on ``host``."""
    if host in WILDCARD_HOSTS:
        return ["*"]
    return ["localhost", "127.0.0.1", "[::1]", f"[{host}]" if ":" in host else host]


def is_local(host: str) -> bool:
    """Return whether a host is this computer alone: nobody else reaches what listens there."""
    return host in LOOPBACK_HOSTS


def refuse_any_host(hosts: Sequence[str]) -> None:
    """Raise ``ImproperlyConfigured`` where a site would answer under any name, and send links with it by mail."""
    if any(host in ("*", ".") for host in hosts):
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the site, such as learn.example.org; * is refused.")


def refuse_debugging(debug: bool, local: bool) -> None:
    """Raise ``ImproperlyConfigured`` where pages would show settings and code to strangers."""
    if debug and not local:
        raise ImproperlyConfigured("DEBUG=1 is refused on a site that other computers can reach: errors show its code.")


def broker_url(redis_url: str) -> str:
    """``redis_url`` in Celery's spelling, which differs from the Redis client's for Unix sockets."""
    return redis_url.replace("unix://", "redis+socket://", 1)
