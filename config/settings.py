"""Django settings, read from environment variables; a wrong or missing one stops the start with its name.

``BACKPASS_EMBEDDED=1`` (set by ``make run``) gives every variable a default for a site on one computer.
"""

import os
import socket
from datetime import timedelta
from typing import Any

import django_stubs_ext
from kombu.entity import Queue
from tzlocal import get_localzone_name

from config import environment
from config import secret_values as secrets
from config.environment import BASE_DIR, boolean, env, positive_integer, required, whole_number
from config.logs import logging_settings
from config.secret_values import required_secret, secret
from config.settings_security import *  # noqa: F403

django_stubs_ext.monkeypatch()  # Lets classes such as ModelAdmin take type arguments while running, too.

EMBEDDED = boolean("BACKPASS_EMBEDDED", default=False)
DEBUG = boolean("DEBUG", default=False)
DATA_DIR = environment.data_folder()
RUN_DIR = environment.socket_folder(DATA_DIR)
HOST = os.environ.get("HOST", "").strip() or "127.0.0.1"
PORT = positive_integer("PORT", default=8000)

if EMBEDDED:
    SECRET_KEY = secret("SECRET_KEY") or environment.stored_secret(DATA_DIR / "secret_key")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=environment.embedded_hosts(HOST))
    DATABASE_URL = secret("DATABASE_URL", f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
    REDIS_URL = secret("REDIS_URL", f"unix://{RUN_DIR / 'redis.sock'}")
    SANDBOX_SOCKET = env.str("SANDBOX_SOCKET", default="") or str(RUN_DIR / "sandbox.sock")
    IS_LOCAL = environment.is_local(HOST)
    # Everybody knows their passwords, so they are for a site that no other computer can reach.
    DEMO_ACCOUNTS = not secret("DATABASE_URL") and boolean("DEMO_ACCOUNTS", default=IS_LOCAL)
else:
    SECRET_KEY = required_secret("SECRET_KEY", "a long random text that signs sessions")
    ALLOWED_HOSTS = [h.strip() for h in required("ALLOWED_HOSTS", "the site's host names, by commas").split(",")]
    DATABASE_URL = required_secret("DATABASE_URL", "the database, such as postgres://name:password@host/backpass")
    REDIS_URL = required_secret("REDIS_URL", "the Redis server, such as redis://:password@host:6379/0")
    SANDBOX_SOCKET = required("SANDBOX_SOCKET", "the Unix socket of the sandbox server, or of each {environment}'s")
    IS_LOCAL = DEMO_ACCOUNTS = False
    secrets.checked("SECRET_KEY", secrets.key_problem(SECRET_KEY), "Make one with: openssl rand -hex 48")
    secrets.checked("DATABASE_URL", secrets.database_problem(DATABASE_URL), "Make a password: openssl rand -hex 24")
    secrets.checked("REDIS_URL", secrets.redis_problem(REDIS_URL), "Give it one: redis://:password@host:6379/0")
    environment.refuse_any_host(ALLOWED_HOSTS)
SECRET_KEY_FALLBACKS = secret("SECRET_KEY_FALLBACKS").split()
"""Earlier keys, by blanks or lines: what they signed stays valid until they are taken away."""
environment.refuse_debugging(DEBUG, IS_LOCAL)

# Applications

INSTALLED_APPS = [
    "accounts",
    "courses",
    "grader",
    "operations",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "rules.apps.AutodiscoverRulesConfig",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
]
MIDDLEWARE = [
    "config.observing.observe",
    "django.middleware.security.SecurityMiddleware",
    "config.headers.closed_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.session_ages.SessionAges",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.limits.RefusalMiddleware",
    "accounts.two_step_policy.TwoStepMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "frontend" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ]
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

RECOVERY_SECONDS = positive_integer("RECOVERY_SECONDS", default=30)
"""A worker that was silent for so long is lost. How often the clock looks, and all other times of recovery, derive."""

# Database and cache

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, Any] = {"default": secrets.parsed_address("DATABASE_URL", DATABASE_URL, "db")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # With WAL, readers never wait; IMMEDIATE makes writers wait for their turn instead of failing midway.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Seconds. A worker that hangs in the middle of a transaction would keep others from taking its work back.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", f"-c idle_in_transaction_session_timeout={RECOVERY_SECONDS}s"
    )
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # For a DATABASE_URL that keeps connections: the server may restart.
CACHES = {"default": {"BACKEND": "config.cache.SteadyRedisCache", "LOCATION": REDIS_URL}}

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "accounts.backends.PasswordBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.NameForm"
ACCOUNT_FORMS = {
    "change_password": "accounts.password_forms.PasswordChangeForm",
    "set_password": "accounts.password_forms.PasswordSetForm",
    "reset_password_from_key": "accounts.password_forms.PasswordResetForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_NOTIFICATIONS = bool(secret("EMAIL_URL"))
"""Tell people by mail when their password or their two-step sign-in was changed."""

# Languages

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ko", "한국어")]
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default=get_localzone_name() if EMBEDDED else "UTC")

# Files

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "frontend" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
"""Bytes. Above the limit of an uploaded notebook, so that a bigger one meets our own message."""
DATA_UPLOAD_MAX_NUMBER_FILES = 10
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
"""An extension may be for a few thousand students, each chosen by a field of its own."""

# What is kept, and for how long (docs/operating.md). Days; 0 keeps it for ever.

KEEP_EVENTS_DAYS = whole_number("KEEP_EVENTS_DAYS", default=30)
"""Of a finished grading: its live events, which repeat what its result says."""
KEEP_OUTPUTS_DAYS = whole_number("KEEP_OUTPUTS_DAYS", default=400)
"""Of a grading that no score comes from: what the code printed, the executed notebook, figures and curves."""
KEEP_RUNS_DAYS = whole_number("KEEP_RUNS_DAYS", default=180)
KEEP_DRAFTS_DAYS = whole_number("KEEP_DRAFTS_DAYS", default=400)
KEEP_VALIDATIONS_DAYS = whole_number("KEEP_VALIDATIONS_DAYS", default=180)
"""All but the last one of each version."""
KEEP_INVITATIONS_DAYS = whole_number("KEEP_INVITATIONS_DAYS", default=180)
STORAGE_QUOTA_MB = whole_number("STORAGE_QUOTA_MB", default=500)
"""The most that one person's work takes up, as `grader.storage` counts it; 0 for no bound."""
ACCOUNT_DELETION_DAYS = whole_number("ACCOUNT_DELETION_DAYS", default=7)
"""How long somebody who asks for the deletion of their account can still take that back."""

# Mail: to the log unless EMAIL_URL names a server. Password resets send some, and invitations where there is a server.

vars().update(secrets.parsed_address("EMAIL_URL", secret("EMAIL_URL", "consolemail://"), "email"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="backpass@localhost")

# Grading. The jail's deadline, the worker's limit and the broker's visibility timeout derive from one number.

GRADING_DEADLINE_SECONDS = positive_integer("GRADING_DEADLINE_SECONDS", default=300)
"""The most wall-clock seconds that an exercise may allow a job in the sandbox."""
LIMIT_SETTINGS = {
    "seconds": "GRADING_DEADLINE_SECONDS",
    "memory_mb": "MAX_MEMORY_MB",
    "files_mb": "MAX_FILES_MB",
    "output_kb": "MAX_OUTPUT_KB",
    "processes": "MAX_PROCESSES",
}
"""Which setting holds the ceiling of which limit."""
LIMIT_CEILINGS = {
    "seconds": GRADING_DEADLINE_SECONDS,
    "memory_mb": positive_integer("MAX_MEMORY_MB", default=8192),
    "files_mb": positive_integer("MAX_FILES_MB", default=1024),
    "output_kb": positive_integer("MAX_OUTPUT_KB", default=1024),
    "processes": positive_integer("MAX_PROCESSES", default=1024),
}
"""The most that an exercise may allow one job, whoever wrote it."""
GRADING_SLOTS = positive_integer("GRADING_SLOTS", default=max(2, os.cpu_count() or 2))
"""How many gradings one worker carries out at the same time."""

SHUTDOWN_SECONDS = positive_integer("SHUTDOWN_SECONDS", default=3 if EMBEDDED else 30)
"""How long a worker that was asked to end waits for what it judges before it gives it back."""

GPUS = env.str("GPUS", default="") or "all"
"""Which GPUs of this computer the embedded sandbox server offers: ``all``, ``none``, or numbers such as ``0,1``."""
GPU_SLOTS = positive_integer("GPU_SLOTS", default=1)
"""How many jobs share one GPU at the same time."""
GPU_HOST = env.str("GPU_HOST", default="") or socket.gethostname()
"""The computer whose GPUs this worker leases: those of the sandbox servers that it reaches."""

CELERY_BROKER_URL = environment.broker_url(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
"""A worker waits for its broker for ever: one that ended would not be there when it comes back."""
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_QUEUES = [Queue("runs"), Queue("gpu"), Queue("submissions"), Queue("regrades")]
"""In the order in which they are served."""
CELERY_TASK_DEFAULT_QUEUE = "submissions"
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = GRADING_DEADLINE_SECONDS + 60
"""Seconds. Celery's thread pool does not enforce it; `grader.queueing.recording` does."""
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 2 * CELERY_TASK_TIME_LIMIT,
    "queue_order_strategy": "priority",
    # Seconds. Without them, handing in would wait for ever for a broker that hangs; a worker asks for tasks for 1 s.
    "socket_connect_timeout": 5,
    "socket_timeout": 5,
}
CELERY_WORKER_POOL = "threads"
CELERY_WORKER_CONCURRENCY = GRADING_SLOTS
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE

# Logging

LOG_FORMAT = environment.choice("LOG_FORMAT", among=("json", "text"), default="text" if EMBEDDED else "json")
LOGGING = logging_settings(LOG_FORMAT, env.str("LOG_LEVEL", default="WARNING"))
TRUST_REQUEST_ID = boolean("BACKPASS_TRUST_REQUEST_ID", default=False)
"""Whether every request comes through a proxy that sets or removes ``X-Request-ID``."""

# Metrics: told only to who bears the token, or asks directly from one of the addresses.

METRICS_TOKEN = secrets.optional_token("METRICS_TOKEN")
METRICS_ALLOW = environment.networks("METRICS_ALLOW")
