"""The settings that protect the site: https, cookies, sessions, headers, sign-in, two-step sign-in.

`config.settings` takes all of them over; docs/security.md says what each promises.
"""

from datetime import timedelta

from csp.constants import NONCE, NONE, SELF

from config.environment import boolean, choice, positive_integer

_DAY = int(timedelta(days=1).total_seconds())

# Transport. The web server believes a proxy's headers about it only where FORWARDED_ALLOW_IPS says so.

HTTPS = boolean("BACKPASS_HTTPS", default=not boolean("BACKPASS_EMBEDDED", default=False))
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = positive_integer("HSTS_SECONDS", default=365 * _DAY) if HTTPS else 0
# Preloading closes the very first visit, which nothing else can. It only permits being listed; nobody is by this alone.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS

# Cookies. A name that begins with __Host- can be set neither by http nor by a neighbor such as evil.example.org.

_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{_PREFIX}csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "accounts.views_refusals.csrf_failure"

# Sessions, in seconds: how long one lasts that nobody uses, and at most. `accounts.session_ages` holds them.

SESSION_COOKIE_AGE = 90 * _DAY
SESSION_AGES = {"people": (14 * _DAY, 90 * _DAY), "staff": (_DAY // 2, 7 * _DAY)}

# Headers

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
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

# Signing in. What is guessed at is counted by `accounts.guessing`; these are allauth's own, in its spelling.

ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
"""Seconds for which the password, once asked again, opens the settings of two-step sign-in."""
ACCOUNT_RATE_LIMITS = {
    # A whole class signs up and in at the same minute behind one address.
    "signup": "300/m/ip",
    "login": "600/m/ip",
    "login_failed": "300/m/ip,10/5m/key",
    "reset_password": "100/m/ip,5/m/key",
    "reset_password_from_key": "300/m/ip",
}
RATE_LIMITS = boolean("RATE_LIMITS", default=True)
"""Whether `accounts.limits` limits anything; only measurements turn it off."""

# Two-step sign-in

STAFF_MFA = choice("STAFF_MFA", among=("off", "optional", "required"), default="optional")
"""Of those who teach or administer. ``off`` asks nobody for a code, also those who have set it up."""
MFA_ADAPTER = "accounts.two_step.TwoStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.two_step_forms.CodeForm",
    "reauthenticate": "accounts.two_step_forms.CodeAgainForm",
}
MFA_TOTP_ISSUER = "Backpass"
MFA_TOTP_TOLERANCE = 1
"""Clocks of phones are up to half a minute wrong. No code counts twice, see `accounts.two_step_forms`."""
MFA_ALLOW_UNVERIFIED_EMAIL = True
"""Addresses are not verified on this site; an account can be recovered by ``manage.py reset_mfa``."""
