"""The composed site of a trial: its project, settings, images and addresses."""

from __future__ import annotations

import json
import re
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from containers.trial.engine import Engine
from containers.trial.host import proxy_arguments
from containers.trial.install import BASES, make_base
from containers.trial.shell import REPOSITORY, TrialFailedError

STAND_INS = REPOSITORY / "containers" / "stand_ins" / "compose.yml"
SANDBOXES = ("sandbox-numpy", "sandbox-keras")
IMAGES = ("backpass-web", "backpass-sandbox-numpy", "backpass-sandbox-keras")
_SECONDS_TO_BUILD = 3600.0
_SECONDS_TO_START = 300.0


@dataclass(frozen=True, kw_only=True)
class Site:
    """One composed site: started with ``settings`` under the name ``project``."""

    engine: Engine
    project: str
    settings: dict[str, str]

    @classmethod
    def new(cls, engine: Engine, project: str, build_settings: dict[str, str]) -> Site:
        """Return a site with secrets and a free port of its own."""
        settings = {
            "SECRET_KEY": secrets.token_hex(48),
            "POSTGRES_PASSWORD": secrets.token_hex(24),
            "REDIS_PASSWORD": secrets.token_hex(24),
            "ALLOWED_HOSTS": "127.0.0.1",
            "BACKPASS_HTTPS": "0",
            "BACKPASS_TAG": "trial",
            "PUBLISH": f"127.0.0.1:{_free_port()}",
            **build_settings,
        }
        return cls(engine=engine, project=project, settings=settings)

    @property
    def address(self) -> str:
        """Where a browser finds the site."""
        return f"http://{self.settings['PUBLISH']}"

    def compose(self, *words: str, seconds: float = 600) -> str:
        """Run ``docker compose`` for this site and return what it prints. Raises ``TrialFailedError``."""
        return self._compose(["--file", str(REPOSITORY / "docker-compose.yml")], words, seconds)

    def _compose(self, files: list[str], words: tuple[str, ...], seconds: float) -> str:
        options = ["--project-name", self.project, "--env-file", "/dev/null", *files]
        engine = Engine(environment={**self.engine.environment, **self.settings}, own=self.engine.own)
        return engine.docker("compose", *options, *words, seconds=seconds)

    def make_bases(self, folder: Path) -> None:
        """Make the base images that the Dockerfiles name out of Debian packages."""
        for suite in BASES:
            archive = make_base(suite, folder)
            self.engine.docker("import", archive, f"debian:{suite}-slim")
            archive.unlink()
        build = ("build", "--quiet", *proxy_arguments())
        self._compose(["--file", str(STAND_INS)], build, _SECONDS_TO_BUILD)

    def build(self) -> None:
        """Build the images."""
        self.compose("build", "--quiet", *proxy_arguments(), seconds=_SECONDS_TO_BUILD)

    def start(self) -> None:
        """Start everything and wait until it is healthy. Raises ``TrialFailedError`` with the logs."""
        try:
            self.compose("up", "--detach", "--wait", "--no-build", seconds=_SECONDS_TO_START)
        except TrialFailedError as error:
            raise TrialFailedError(f"{error}\n{self.compose('logs', '--tail', '20')}") from error

    def remove(self) -> None:
        """Stop everything and remove containers, networks, volumes and our images."""
        self.compose("down", "--volumes", "--remove-orphans", "--timeout", "10")
        for image in IMAGES:
            self.engine.docker("image", "rm", "--force", f"{image}:trial")

    def container(self, service: str) -> str:
        """Return the name of a service's container."""
        return f"{self.project}-{service}-1"

    def inspect(self, service: str) -> dict[str, Any]:
        """Return what the engine knows about a service's container."""
        described: dict[str, Any] = json.loads(self.engine.docker("inspect", self.container(service)))[0]
        return described

    def python(self, service: str, code: str) -> str:
        """Run Python code in a service's container, in all that holds its processes, and return what it prints."""
        return self.engine.docker("exec", self.container(service), "python", "-c", code)

    def socket_folder(self, environment: str) -> Path:
        """Return where the volume with the socket of an environment's sandbox lies on this host."""
        volume = f"{self.project}_sockets-{environment}"
        return Path(self.engine.docker("volume", "inspect", "--format", "{{.Mountpoint}}", volume).strip())

    def figures(self) -> list[str]:
        """Return lines that say how large the images are and what the containers use at rest."""
        lines = []
        for image in IMAGES:
            size = int(self.engine.docker("image", "inspect", "--format", "{{.Size}}", f"{image}:trial"))
            lines.append(f"image {image}: {size / 1e6:,.0f} MB")
        shown = self.engine.docker("stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}")
        for line in sorted(shown.splitlines()):
            name, _, used = line.partition(" ")
            if match := re.match(rf"{re.escape(self.project)}-(.*)-1$", name):
                lines.append(f"memory at rest, {match[1]}: {used.partition(' /')[0]}")
        return lines


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
