"""Defaults of the embedded site."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


def test_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "secret_key"

    first, second = environment.stored_secret(path), environment.stored_secret(path)

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_damaged_secret_is_refused_with_its_path(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    path.write_text("short")

    with pytest.raises(ImproperlyConfigured, match=str(path)):
        environment.stored_secret(path)


def test_sockets_lie_in_the_data_folder(tmp_path: Path) -> None:
    assert environment.socket_folder(Path("/srv/backpass")) == Path("/srv/backpass/run")


def test_sockets_of_a_deep_data_folder_fit_into_a_socket_address() -> None:
    folder = environment.socket_folder(Path("/srv") / ("deep" * 40))

    assert len(str(folder / "supervisor.sock")) <= environment.LONGEST_SOCKET_PATH


def test_two_deep_data_folders_do_not_share_sockets() -> None:
    deep = Path("/srv") / ("deep" * 40)

    assert environment.socket_folder(deep / "a") != environment.socket_folder(deep / "b")


def test_private_folder_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.environment.os.getuid", lambda: 123456)

    with pytest.raises(ImproperlyConfigured, match="belongs to somebody else"):
        environment.make_private_folder(tmp_path / "run")


@pytest.mark.parametrize(
    ("host", "hosts"),
    [
        ("127.0.0.1", ["localhost", "127.0.0.1", "[::1]", "127.0.0.1"]),
        ("0.0.0.0", ["*"]),
        ("::", ["*"]),
        ("fd00::1", ["localhost", "127.0.0.1", "[::1]", "[fd00::1]"]),
    ],
)
def test_embedded_site_answers_to_the_host_it_listens_on(host: str, hosts: list[str]) -> None:
    assert environment.embedded_hosts(host) == hosts


@pytest.mark.parametrize(
    ("redis_url", "broker"),
    [
        ("unix:///srv/var/run/redis.sock", "redis+socket:///srv/var/run/redis.sock"),
        ("redis://host:6379/0", "redis://host:6379/0"),
        ("rediss://:secret@host/1", "rediss://:secret@host/1"),
    ],
)
def test_broker_url_is_spelled_as_celery_wants_it(redis_url: str, broker: str) -> None:
    assert environment.broker_url(redis_url) == broker
