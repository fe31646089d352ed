"""What the host says about its package sources, for the builds: files that are given as secrets and never kept."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

_PIP_NAMES = ("index-url", "extra-index-url", "trusted-host", "proxy", "timeout")
_APT_NAMES = re.compile(r"Acquire::(https?::(?!.*(CA|Ssl))|Check-|Retries|ForceIPv)")
_PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
_CERTIFICATES = ("PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
_LARGEST_SECRET = 500_000
"""Bytes, by the engine's own bound."""


def build_settings(folder: Path) -> dict[str, str]:
    """Write the host's settings into ``folder`` and return the variables of docker-compose.yml that name the files."""
    pip, apt = folder / "pip.conf", folder / "apt.conf"
    pip.write_text(pip_settings(_printed([sys.executable, "-m", "pip", "config", "list"])))
    apt.write_text(apt_settings(_printed(["apt-config", "dump"])))
    found = {"BUILD_PIP_CONFIG": str(pip), "BUILD_APT_CONFIG": str(apt)}
    if certificates := _certificates():
        found["BUILD_CERTIFICATES"] = certificates
    return found


def pip_settings(listed: str) -> str:
    """Return a pip configuration with what ``pip config list`` printed, as far as a build can use it."""
    lines = ["[global]"]
    for line in listed.splitlines():
        name, _, value = line.partition("=")
        addresses = " ".join(word for word in value.strip("'\"").split() if not word.startswith("file:"))
        short = name.rpartition(".")[2]
        if short in _PIP_NAMES and addresses:
            lines.append(f"{short} = {addresses}")
    return "\n".join(dict.fromkeys(lines)) + "\n"


def apt_settings(dumped: str) -> str:
    """Return those lines of ``apt-config dump`` that say how packages are reached."""
    return "".join(f"{line}\n" for line in dumped.splitlines() if _APT_NAMES.match(line))


def proxy_arguments() -> list[str]:
    """Return the build arguments that hand the host's proxies on; an image does not keep these."""
    return [word for name in _PROXIES if os.environ.get(name) for word in ("--build-arg", name)]


def debian_mirror() -> str:
    """Return the address from which this Debian gets its packages."""
    listed = _printed(["apt-get", "indextargets", "--format", "$(ORIGIN) $(LABEL) $(REPO_URI)", "Created-By: Packages"])
    for line in listed.splitlines():
        if line.startswith("Debian Debian "):
            return line.split()[-1]
    return "http://deb.debian.org/debian"


def _certificates() -> str:
    candidates = [os.environ.get(name, "") for name in _CERTIFICATES] + ["/etc/ssl/certs/ca-certificates.crt"]
    for path in candidates:
        if path and Path(path).is_file() and Path(path).stat().st_size < _LARGEST_SECRET:
            return path
    return ""


def _printed(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return ""
