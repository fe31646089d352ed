"""Settings of the automated tests: those of the site, with a folder, a database and a broker of the test run's own."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

if "pytest" in sys.modules:
    _folder = Path(tempfile.mkdtemp(prefix="backpass-test-"))
    _database = f"sqlite:///{_folder / 'db.sqlite3'}"
else:  # mypy and `makemigrations --check` read these settings, too, and store nothing.
    _folder = Path("/nonexistent")
    _database = "sqlite://:memory:"


def _remove_folder(owner: int) -> None:
    """Remove the folder in the process that made it: jails are forks."""
    if os.getpid() == owner:
        shutil.rmtree(_folder, ignore_errors=True)


atexit.register(_remove_folder, os.getpid())
os.environ.update(
    BACKPASS_EMBEDDED="0",
    BACKPASS_HTTPS="0",
    LOG_FORMAT="text",
    BACKPASS_DATA_DIR=str(_folder),
    SECRET_KEY="a key that signs nothing but what tests make, and so may stand here",  # noqa: S106
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    REDIS_URL=os.environ.get("TEST_REDIS_URL", "unix:///nonexistent/redis.sock"),
    SANDBOX_SOCKET=str(_folder / "sandbox.sock"),
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL", _database),
)

from config.settings import *  # noqa: F403
from config.settings import DATABASES, STORAGES

# In a file and not in memory, because gradings are tested with threads of their own connections.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = os.environ.get("TEST_REDIS_URL", "memory://")
WHITENOISE_AUTOREFRESH = True
RATE_LIMITS = False
"""Tests of the limits turn them on: a test does in a second what takes a person an hour."""
