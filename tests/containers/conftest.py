"""What the tests of the containers' files share."""

from pathlib import Path
from typing import Any

import pytest
import yaml


@pytest.fixture(scope="session")
def compose(repository_root: Path) -> dict[str, Any]:
    """docker-compose.yml with its anchors and merges resolved, and its variables as they stand."""
    content: dict[str, Any] = yaml.safe_load((repository_root / "docker-compose.yml").read_text())
    return content


@pytest.fixture(scope="session")
def sandboxes(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The services that run students' code."""
    return {name: one for name, one in compose["services"].items() if name.startswith("sandbox-")}
