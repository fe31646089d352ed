"""Installs an engine and Compose from Debian's packages, and makes base images where no registry is reached."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from containers.trial.host import debian_mirror
from containers.trial.shell import CannotTryError, TrialFailedError, run

PACKAGES = ("docker.io", "debootstrap", "iptables", "iproute2")
PROGRAMS = ("docker", "dockerd", "containerd", "debootstrap", "iptables-save", "ip")
COMPOSE_SUITE = "trixie"
"""The first Debian whose docker-compose package holds the plugin of version 2."""
COMPOSE_FILE = "./usr/libexec/docker/cli-plugins/docker-compose"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
BASES = ("bookworm", "trixie")
_SUPERFLUOUS = ("usr/share/doc", "usr/share/man", "usr/share/locale", "var/lib/apt/lists", "var/cache/apt")


def install_engine() -> None:
    """Install what an engine of our own needs, unless it is there. ``CannotTryError`` where the packages are not."""
    if all(shutil.which(name) for name in PROGRAMS):
        return
    quietly = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        run(["apt-get", "update", "-q"], environment=quietly)
        run(["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES], environment=quietly)
    except TrialFailedError as error:
        raise CannotTryError(f"Docker cannot be installed here: {error}") from error


def install_compose(target: Path, folder: Path) -> None:
    """Put the Compose plugin at ``target``, out of Debian's package and without installing that. ``CannotTryError``."""
    if target.exists():
        return
    options = _apt_options(folder)
    try:
        run(["apt-get", *options, "update", "-q"])
        run(["apt-get", *options, "download", "-q", "docker-compose"], folder=folder)
        package = next(folder.glob("docker-compose_*.deb"))
        run(["dpkg-deb", "--extract", package, folder / "package"])
    except (TrialFailedError, StopIteration) as error:
        raise CannotTryError(f"Docker Compose cannot be downloaded here: {error}") from error
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(folder / "package" / COMPOSE_FILE, target)


def _apt_options(folder: Path) -> list[str]:
    """Make apt look into another Debian, with all that it stores below ``folder``."""
    for name in ("lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    sources = folder / "sources.list"
    sources.write_text(f"deb [signed-by={KEYRING}] {debian_mirror()} {COMPOSE_SUITE} main\n")
    settings = {
        "Dir::Etc::sourcelist": sources,
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::State::lists": folder / "lists",
        "Dir::Cache": folder / "cache",
        "APT::Sandbox::User": "root",
    }
    return [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]


def make_base(suite: str, folder: Path) -> Path:
    """Make a minimal Debian of ``suite`` in ``folder`` and return an archive of it."""
    root, archive = folder / suite, folder / f"{suite}.tar"
    run(["debootstrap", "--variant=minbase", suite, root, debian_mirror()])
    for name in _SUPERFLUOUS:
        shutil.rmtree(root / name, ignore_errors=True)
    (root / "var/lib/apt/lists/partial").mkdir(parents=True)
    (root / "var/cache/apt/archives/partial").mkdir(parents=True)
    run(["tar", "--create", "--numeric-owner", "--directory", root, "--file", archive, "."])
    shutil.rmtree(root)
    os.sync()
    return archive
