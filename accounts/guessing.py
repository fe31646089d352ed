"""Wrong passwords: how many may be tried, without strangers being able to lock anybody out.

A browser that has signed in to an account before is known by a cookie and has tries of its own. All others share
tries: from one address, and for one account from everywhere. So somebody who guesses uses up the tries of strangers.
What is counted is what was typed, whether there is such an account or not, and the answer is the same.
"""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

from accounts.limits import Rate, clear, forgive, hit

SALT = "accounts.guessing"
KNOWN_FOR_SECONDS = 365 * 24 * 3600
MOST_KNOWN = 5
"""How many accounts one browser is known for."""

OF_KNOWN_BROWSER = Rate(amount=10, seconds=300)
OF_ADDRESS_AND_ACCOUNT = Rate(amount=10, seconds=300)
OF_ACCOUNT = Rate(amount=50, seconds=900)
OF_ADDRESS = Rate(amount=300, seconds=60)
"""A whole class may be behind one address."""
IPV6_PREFIX = 64
"""Bits of an address that a provider gives to one customer at least."""

Try = tuple[str, Rate]


def tries(request: HttpRequest, address: str, email: str) -> list[Try]:
    """Return what is counted of an attempt to sign in as ``email`` from a network address."""
    mark, address = _mark(email), _network(address)
    if mark in _known(request):
        return [(f"password-known:{mark}", OF_KNOWN_BROWSER)]
    return [
        (f"password:{address}:{mark}", OF_ADDRESS_AND_ACCOUNT),
        (f"password-account:{mark}", OF_ACCOUNT),
        (f"password-address:{address}", OF_ADDRESS),
    ]


def begin(attempt: list[Try]) -> int:
    """Count an attempt before it is made; return 0, or in how many seconds another one may be made."""
    return max(hit(key, rate) for key, rate in attempt)


def succeed(attempt: list[Try]) -> None:
    """Take back what was counted, since the password was right; earlier wrong ones stay counted."""
    for key, rate in attempt:
        forgive(key, rate)


def forget(attempt: list[Try]) -> None:
    """Forget what was counted for an account, for who has proven to own it; not what its network address did."""
    for key, rate in attempt:
        if rate is not OF_ADDRESS:
            clear(key, rate)


def remember_browser(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """Have the browser known for an account from now on."""
    known = [_mark(email), *(mark for mark in _known(request) if mark != _mark(email))]
    response.set_cookie(
        _cookie_name(),
        signing.dumps(known[:MOST_KNOWN], salt=SALT),
        max_age=KNOWN_FOR_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _cookie_name() -> str:
    return "__Host-known" if settings.HTTPS else "known"


def _known(request: HttpRequest) -> list[str]:
    try:
        found = signing.loads(request.COOKIES.get(_cookie_name(), ""), salt=SALT, max_age=KNOWN_FOR_SECONDS)
    except signing.BadSignature:
        return []
    return [str(mark) for mark in found]


def _network(address: str) -> str:
    """Return what stands for one connection: of IPv6, everybody has more addresses than anybody can count."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ipaddress.ip_network((found, IPV6_PREFIX), strict=False))
    return str(found)


def _mark(email: str) -> str:
    """Return what stands for an account in cookies and counts, where its address need not be read."""
    return salted_hmac(SALT, email.strip().lower()).hexdigest()[:24]
