"""Which sandbox the command line uses, where each environment has a server of its own."""

from pathlib import Path

from grader.judging.local_sandbox import local_client


def test_running_servers_serve_when_all_environments_have_one(tmp_path: Path, sandbox_socket: Path):
    for name in ("numpy", "keras"):
        (tmp_path / f"{name}.sock").symlink_to(sandbox_socket)
    pattern = tmp_path / "{environment}.sock"
    with local_client(pattern, {"numpy", "keras"}) as client:
        assert client._path == str(pattern)


def test_private_server_serves_when_an_environment_has_none(tmp_path: Path, sandbox_socket: Path):
    (tmp_path / "keras.sock").symlink_to(sandbox_socket)
    with local_client(tmp_path / "{environment}.sock", {"numpy"}) as client:
        assert set(client.ping("numpy")["environments"]) == {"numpy"}
