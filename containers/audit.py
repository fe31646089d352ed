"""``make audit``: asks the advisory databases about every pinned package, of Python and of the scripts.

Ends with 0 when everything was looked up and nothing is known, with 1 when something is known to be vulnerable, and
with 2 when some of it could not be looked up: an audit that saw nothing must not look like a clean one.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOUND, NOT_AUDITED = 1, 2
SECONDS = 600


@dataclass(frozen=True, kw_only=True)
class Audit:
    """What is known of one set of packages: how many were looked up, which not, and what is wrong with which."""

    of: str
    audited: int
    unknown: tuple[str, ...]
    vulnerable: tuple[str, ...]

    @property
    def code(self) -> int:
        """The exit status that this asks for."""
        if self.vulnerable:
            return FOUND
        return NOT_AUDITED if self.unknown or not self.audited else 0


def main() -> int:
    """Audit both, print what came out, and return the worse of the two exit statuses, 1 before 2."""
    audits = [audit_python(), audit_scripts()]
    for audit in audits:
        print(*told(audit), sep="\n")
    codes = {audit.code for audit in audits}
    return next((code for code in (FOUND, NOT_AUDITED) if code in codes), 0)


def told(audit: Audit) -> list[str]:
    """Return what to print of an audit."""
    lines = [f"{audit.of}: {audit.audited} looked up, {len(audit.vulnerable)} with known vulnerabilities"]
    lines += [f"  VULNERABLE {one}" for one in audit.vulnerable]
    if audit.unknown:
        shown = ", ".join(audit.unknown[:5]) + (" …" if len(audit.unknown) > 5 else "")
        lines.append(f"  NOT AUDITED: {len(audit.unknown)} could not be looked up: {shown}")
    return lines


def audit_python() -> Audit:
    """Ask PyPI's advisories about ``constraints.txt`` with pip-audit, which is no dependency of Backpass."""
    options = ["--requirement", "constraints.txt", "--no-deps", "--disable-pip", "--format", "json"]
    answer = _answer([sys.executable, "-m", "pip_audit", "--progress-spinner", "off", *options], ROOT)
    return read_python(answer)


def read_python(answer: Mapping[str, Any]) -> Audit:
    """Return what pip-audit's JSON says."""
    packages = answer.get("dependencies", [])
    return Audit(
        of="Python packages",
        audited=sum("vulns" in one and "skip_reason" not in one for one in packages),
        unknown=tuple(one["name"] for one in packages if "skip_reason" in one) or _nothing(packages),
        vulnerable=tuple(
            f"{one['name']} {one['version']}: {found['id']}, fixed in {', '.join(found['fix_versions']) or 'none yet'}"
            for one in packages
            for found in one.get("vulns", [])
        ),
    )


def audit_scripts() -> Audit:
    """Ask npm's advisories about ``frontend/package-lock.json``."""
    npm = shutil.which("npm")
    return read_scripts(_answer([npm, "audit", "--json"], ROOT / "frontend") if npm else {})


def read_scripts(answer: Mapping[str, Any]) -> Audit:
    """Return what npm's JSON says."""
    counts = answer.get("metadata", {}).get("dependencies", {})
    return Audit(
        of="packages of the scripts",
        audited=int(counts.get("total", 0)),
        unknown=() if counts else ("all, since npm or its advisories did not answer",),
        vulnerable=tuple(f"{name}: {one['severity']}" for name, one in answer.get("vulnerabilities", {}).items()),
    )


def _nothing(packages: list[Any]) -> tuple[str, ...]:
    return () if packages else ("all, since pip-audit or its advisories did not answer",)


def _answer(command: list[str], folder: Path) -> dict[str, Any]:
    """Return the JSON that a program prints, whatever it thinks of it; nothing where it prints none."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
        found = json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, json.JSONDecodeError):
        return {}
    return found if isinstance(found, dict) else {}


if __name__ == "__main__":
    sys.exit(main())
