"""What docker-compose.yml promises of each container."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox.environments import ENVIRONMENTS

COMPOSE = yaml.safe_load((Path(__file__).resolve().parents[2] / "docker-compose.yml").read_text())
SERVICES = sorted(COMPOSE["services"])
SANDBOXES = [name for name in SERVICES if name.startswith("sandbox-")]
SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "REDIS_URL", "DATABASE_URL", "EMAIL_URL")


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_is_without_privileges(compose: dict[str, Any], name: str):
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not {"privileged", "cap_add", "devices", "pid", "ipc", "userns_mode", "uts"} & set(service)


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_sees_a_folder_of_the_host(compose: dict[str, Any], name: str):
    for volume in compose["services"][name].get("volumes", []):
        assert volume.partition(":")[0] in compose["volumes"]


@pytest.mark.parametrize("name", SANDBOXES)
def test_each_sandbox_is_closed(sandboxes: dict[str, dict[str, Any]], name: str):
    service = sandboxes[name]
    assert service["network_mode"] == "none"
    assert "networks" not in service
    assert "ports" not in service
    assert service["user"] == "10001:10001"
    assert "seccomp:containers/seccomp.json" in service["security_opt"]
    assert "systempaths=unconfined" in service["security_opt"]
    assert service["tmpfs"] == ["/tmp:size=64m,mode=1777,nosuid,nodev,noexec"]
    assert service["pids_limit"]
    assert service["mem_limit"] == service["memswap_limit"]


@pytest.mark.parametrize("name", SANDBOXES)
def test_each_sandbox_shares_one_socket_folder_with_a_worker_that_cannot_change_it(compose: dict[str, Any], name: str):
    (shared,) = compose["services"][name]["volumes"]
    volume, _, target = shared.partition(":")
    environment = compose["services"][name]["build"]["args"]["ENVIRONMENT"]
    users = [
        (other, mounted)
        for other, service in compose["services"].items()
        for mounted in service.get("volumes", [])
        if mounted.startswith(f"{volume}:") and other != name
    ]
    assert target == "/run/backpass"
    assert users == [("worker-gpu" if "-gpu-" in name else "worker", f"{volume}:/run/backpass/{environment}:ro")]


@pytest.mark.parametrize("name", SANDBOXES)
def test_no_sandbox_is_given_a_secret(sandboxes: dict[str, dict[str, Any]], name: str):
    assert not set(SECRETS) & set(sandboxes[name]["environment"])


@pytest.mark.parametrize("name", sorted(ENVIRONMENTS))
def test_each_environment_of_the_sandbox_has_a_container(sandboxes: dict[str, dict[str, Any]], name: str):
    assert name in [service["build"]["args"]["ENVIRONMENT"] for service in sandboxes.values()]


def test_the_database_and_the_queue_are_on_the_inner_network_only(compose: dict[str, Any]):
    assert compose["networks"]["inside"] == {"internal": True}
    assert [compose["services"][name]["networks"] for name in ("postgres", "redis", "worker")] == [["inside"]] * 3


def test_the_site_listens_on_this_computer_only_unless_told_otherwise(compose: dict[str, Any]):
    assert compose["services"]["web"]["ports"] == ["${PUBLISH:-127.0.0.1:8000}:8000"]


@pytest.mark.parametrize("name", ["SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "ALLOWED_HOSTS"])
def test_without_a_secret_nothing_starts(repository_root: Path, name: str):
    assert re.search(rf"\$\{{{name}:\?[^}}]+\.env", (repository_root / "docker-compose.yml").read_text())


def test_every_setting_of_the_readme_reaches_a_composed_site(repository_root: Path):
    readme = (repository_root / "README.md").read_text()
    rows = [line.split("|")[1] for line in readme.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([A-Z][A-Z_]+)`", row)}
    fixed = {"BACKPASS_DATA_DIR", "SANDBOX_SOCKET", "GPUS", "HOST", "PORT", "DEBUG", "DEMO_ACCOUNTS", "RATE_LIMITS"}
    composed = (repository_root / "docker-compose.yml").read_text()
    assert {name for name in named - fixed if f"{name}:" not in composed} == set()


def test_the_example_names_every_variable_and_gives_no_secret(repository_root: Path):
    used = set(re.findall(r"\$\{(\w+)", (repository_root / "docker-compose.yml").read_text()))
    example = (repository_root / ".env.example").read_text()
    described = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", example, re.MULTILINE))
    assert used - set(described) <= {"BACKPASS_TAG", "FORWARDED_ALLOW_IPS"}
    assert [described[name] for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "ALLOWED_HOSTS")] == ["", "", ""]


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "prepare"])
def test_each_lasting_service_has_a_health_check(compose: dict[str, Any], repository_root: Path, name: str):
    service = compose["services"][name]
    if "healthcheck" not in service:
        kind = "sandbox" if name in SANDBOXES else name
        assert "HEALTHCHECK" in (repository_root / "containers" / f"{kind}.Dockerfile").read_text()
