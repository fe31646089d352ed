"""The pages for operators: every command is run as it stands there, or says what it needs that a test has not."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("operating.md", "deployment.md")
BLOCK = re.compile(
    r"(?:^ *(?P<marker><!-- .*? -->)\n)?^ *```(?P<kind>\w*)\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL
)
MANAGE = re.compile(r"manage\.py (?P<words>[^|<>;&\n#]+)")
COMPOSE = re.compile(r"docker compose (?P<words>[^|<>;&\n#]+)")
MAKE = re.compile(r"(?:^|-- )make (?P<words>[^|<>;&\n#]+)", re.MULTILINE)
LINK = re.compile(r"\]\((?P<target>[^)#:]+\.md)(?:#(?P<anchor>[\w-]+))?\)")
WITH_VALUES = {"--volume", "--profile"}
"""Options of Compose that take a word after them."""


class Block(NamedTuple):
    """A block of commands, and what stands above it."""

    marker: str
    text: str


def blocks(page: str) -> list[Block]:
    """Return the blocks of shell commands on a page."""
    found = BLOCK.finditer((ROOT / "docs" / page).read_text())
    return [Block(one["marker"] or "", one["text"]) for one in found if one["kind"] == "sh"]


ALL = [(page, block) for page in PAGES for block in blocks(page)]


def lines_to_run() -> list[str]:
    """Return the commands that are marked as tested, in the page's order, without comments."""
    tested = [block.text for _page, block in ALL if block.marker == "<!-- tested -->"]
    return [line for text in tested for line in text.splitlines() if line.strip()]


def mentions(pattern: re.Pattern[str]) -> list[list[str]]:
    """Return the words after each mention of a program on the pages' blocks and other examples."""
    texts = [(ROOT / "docs" / page).read_text() for page in PAGES]
    return [shlex.split(one["words"]) for text in texts for one in pattern.finditer(text) if "`" not in one["words"]]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each tested command said, all of them run one after the other in one fresh site."""
    folder = tmp_path_factory.mktemp("operating")
    (folder / "var").mkdir()
    settings = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BACKPASS_EMBEDDED": "1",
        "BACKPASS_DATA_DIR": str(folder / "var"),
        "DATABASE_URL": f"sqlite:///{folder / 'var' / 'db.sqlite3'}",
    }
    command = [sys.executable, "-m", "tests.operations.documented", str(folder), json.dumps(lines_to_run())]
    done = subprocess.run(
        command, env={**os.environ, **settings}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return {line.partition("manage.py ")[2]: text for line, text in json.loads(done.stdout)}


@pytest.mark.parametrize(("page", "block"), ALL, ids=[f"{page}: {block.text.strip()[:40]}" for page, block in ALL])
def test_every_block_is_tested_or_says_what_it_needs(page: str, block: Block) -> None:
    assert block.marker == "<!-- tested -->" or re.fullmatch(r"<!-- needs: .{5,} -->", block.marker)


def test_the_tested_commands_do_what_the_page_says(said: dict[str, str]) -> None:
    assert "Superuser created" in said["createsuperuser --email you@example.org"]
    assert "no issues" in said["check"]
    assert "Whole" in said["restore --check /var/backups/backpass/site.backup"]
    assert "1 people and 0 submissions" in said["restore --replace /var/backups/backpass/site.backup"]
    assert "scores are right" in said["refresh_scores --dry-run"]
    assert "would go" in said["clean_up --dry-run"]
    assert " removed: " in said["clean_up"]
    assert "are in student.zip" in said["export_person student@example.org student.zip"]
    assert " 1 submission\n" in said["delete_person --dry-run student@example.org"]
    assert "Deleted person" in said["delete_person --yes student@example.org"]


def test_every_command_of_ours_on_the_pages_exists_with_its_options() -> None:
    wrong = [" ".join(words) for words in mentions(MANAGE) if not is_known(words)]
    assert wrong == []
    assert len(mentions(MANAGE)) > 10


def is_known(words: list[str]) -> bool:
    app = get_commands().get(words[0])
    if app is None:
        return False
    command = app if isinstance(app, BaseCommand) else load_command_class(app, words[0])
    options: set[str] = set(command.create_parser("manage.py", words[0])._option_string_actions)
    return {word.partition("=")[0] for word in words if word.startswith("--")} <= options


def test_every_service_and_profile_on_the_pages_exists() -> None:
    compose: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    services = set(compose["services"])
    profiles = {profile for one in compose["services"].values() for profile in one.get("profiles", [])}
    for words in mentions(COMPOSE):
        named = [words[at + 1] for at, word in enumerate(words) if word == "--profile"]
        assert set(named) <= profiles, words
        assert set(services_in(words)) <= services, words


def services_in(words: list[str]) -> list[str]:
    """Return the words that a line of Compose takes for services: of ``exec`` and ``run`` the first, else all."""
    values = {at + 1 for at, word in enumerate(words) if word in WITH_VALUES}
    plain = [word for at, word in enumerate(words) if at not in values and not word.startswith("-")]
    return plain[1:2] if plain[0] in ("exec", "run") else plain[1:]


def test_every_target_of_make_on_the_pages_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {word for words in mentions(MAKE) for word in words if re.fullmatch(r"[a-z][a-z-]+", word)}
    assert {"setup", "test-containers"} <= named <= targets


def test_the_unit_of_systemd_starts_what_make_run_starts() -> None:
    unit = re.search(r"^ExecStart=\S+/python (.+)$", (ROOT / "docs" / "operating.md").read_text(), re.MULTILINE)
    assert unit is not None
    assert unit[1] in (ROOT / "Makefile").read_text()


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (ROOT / "docs" / page).read_text()
    for link in LINK.finditer(text):
        target = (ROOT / "docs" / link["target"]).resolve()
        assert target.is_file(), link[0]
        assert not link["anchor"] or link["anchor"] in anchors(target), link[0]
    assert set(re.findall(r"\]\(#([\w-]+)\)", text)) <= anchors(ROOT / "docs" / page)


def anchors(page: Path) -> set[str]:
    """Return the addresses of a page's headings, as they are made of them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in titles}


def test_every_setting_of_retention_is_on_the_page_with_its_default() -> None:
    page = (ROOT / "docs" / "operating.md").read_text()
    settings = (ROOT / "config" / "settings.py").read_text()
    found = dict(
        re.findall(r"^((?:KEEP_\w+|STORAGE_QUOTA_MB|ACCOUNT_DELETION_DAYS)) = .*default=(\d+)", settings, re.MULTILINE)
    )
    assert len(found) == 8
    for name, default in found.items():
        assert re.search(rf"`{name}`(?: \| | \(){default}\b", page), name
