"""A client of several servers: each environment's jobs go to the socket that bears its name."""

from pathlib import Path

import pytest

from sandbox import Client, Ending, Job, Program, SandboxUnavailable


@pytest.fixture
def sockets(tmp_path: Path, sandbox_socket: Path) -> Path:
    """A pattern of sockets of which only that of the environment numpy exists."""
    (tmp_path / "numpy.sock").symlink_to(sandbox_socket)
    return tmp_path / "{environment}.sock"


def _job(environment: str) -> Job:
    program = Program(entry="sandbox.alone:main", files={"main.py": b"pass"}, arguments={"main": "main.py"})
    return Job(id="routed", environment=environment, submission=program)


def test_job_goes_to_the_server_of_its_environment(sockets: Path):
    end = Client(sockets).run(_job("numpy"))
    assert end.submission.ending is Ending.FINISHED


def test_job_of_an_environment_without_server_names_the_socket_that_is_missing(sockets: Path):
    with pytest.raises(SandboxUnavailable, match=r"keras\.sock"):
        Client(sockets).run(_job("keras"))


def test_ping_asks_the_server_of_the_environment(sockets: Path):
    assert "numpy" in Client(sockets).ping("numpy")["environments"]
