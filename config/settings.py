"""Django settings, read from environment variables; a wrong or missing one stops the start with its name.

``BACKPASS_EMBEDDED=1`` (set by ``make run``) gives every variable a default for a site on one computer.
"""

import os
import socket
from datetime import timedelta

import django_stubs_ext
from csp.constants import NONCE, NONE, SELF
from kombu.entity import Queue
from tzlocal import get_localzone_name

from config import environment
from config.environment import BASE_DIR, boolean, env, positive_integer, required

django_stubs_ext.monkeypatch()  # Lets classes such as ModelAdmin take type arguments while running, too.

EMBEDDED = boolean("BACKPASS_EMBEDDED", default=False)
DEBUG = boolean("DEBUG", default=False)
DATA_DIR = environment.data_folder()
RUN_DIR = environment.socket_folder(DATA_DIR)
HOST = os.environ.get("HOST", "").strip() or "127.0.0.1"
PORT = positive_integer("PORT", default=8000)

if EMBEDDED:
    SECRET_KEY = env.str("SECRET_KEY", default="") or environment.stored_secret(DATA_DIR / "secret_key")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=environment.embedded_hosts(HOST))
    DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'db.sqlite3'}"
    REDIS_URL = env.str("REDIS_URL", default="") or f"unix://{RUN_DIR / 'redis.sock'}"
    SANDBOX_SOCKET = env.str("SANDBOX_SOCKET", default="") or str(RUN_DIR / "sandbox.sock")
    DEMO_ACCOUNTS = not env.str("DATABASE_URL", default="")
else:
    SECRET_KEY = required("SECRET_KEY", "a long random text that signs sessions")
    ALLOWED_HOSTS = [h.strip() for h in required("ALLOWED_HOSTS", "the site's host names, by commas").split(",")]
    DATABASE_URL = required("DATABASE_URL", "the database, such as postgres://name:password@host/backpass")
    REDIS_URL = required("REDIS_URL", "the Redis server, such as redis://host:6379/0")
    SANDBOX_SOCKET = required("SANDBOX_SOCKET", "the Unix socket of the sandbox server, or of each {environment}'s")
    DEMO_ACCOUNTS = False

# Applications

INSTALLED_APPS = [
    "accounts",
    "courses",
    "grader",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "rules.apps.AutodiscoverRulesConfig",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
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
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
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
CACHES = {
    "default": {
        "BACKEND": "config.cache.ForgivingCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
}

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
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
ACCOUNT_SESSION_REMEMBER = True
# A whole class signs in at the same minute behind one address, so only wrong passwords are limited tightly.
ACCOUNT_RATE_LIMITS = {"signup": "300/m/ip", "login": "600/m/ip", "login_failed": "300/m/ip,10/5m/key"}

# Security

HTTPS = boolean("BACKPASS_HTTPS", default=not EMBEDDED)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

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
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
"""An extension may be for a few thousand students, each chosen by a field of its own."""
"""Bytes. Above the limit of an uploaded notebook, so that a bigger one meets our own message."""

# Mail: to the log unless EMAIL_URL names a server. Password resets send some, and invitations where there is a server.

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
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
"""Seconds. Celery's thread pool does not enforce it; `grader.recording` does."""
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

# Logging

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        # Live results that are open when the web server stops are cut off, which is no error.
        "cut_off": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: "timeout graceful shutdown exceeded" not in record.getMessage(),
        }
    },
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # A missing page or turned-down work is the visitor's business and no news for who runs the site.
        "django.request": {"level": "ERROR"},
        "uvicorn.error": {"filters": ["cut_off"]},
    },
}
