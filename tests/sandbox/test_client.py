"""A client of several servers: each environment's jobs go to the socket that bears its name."""

import socket
import threading
from pathlib import Path

import pytest

from sandbox import Client, Ending, Job, Program, SandboxAbsent, SandboxUnavailable
from sandbox.wire import FrameKind, FrameSocket, encode


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


def test_a_server_that_is_not_there_is_told_from_one_that_goes_away(sockets: Path):
    with pytest.raises(SandboxAbsent):
        Client(sockets).run(_job("keras"))
    assert not Client(sockets).is_there("keras")
    assert Client(sockets).is_there("numpy")


@pytest.mark.parametrize("has_begun", [False, True])
def test_a_server_that_goes_away_before_it_began_a_job_is_absent(tmp_path: Path, has_begun: bool):
    path = tmp_path / "server.sock"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        server = threading.Thread(target=_answer_and_die, args=(listener, has_begun))
        server.start()
        with pytest.raises(SandboxUnavailable) as raised:
            Client(path).run(_job("numpy"))
        server.join()
    assert isinstance(raised.value, SandboxAbsent) is not has_begun


def _answer_and_die(listener: socket.socket, has_begun: bool) -> None:
    connection, _ = listener.accept()
    with connection:
        frames = FrameSocket(connection)
        frames.receive(10)
        if has_begun:
            started = encode({"kind": "started", "data": {}})
            frames.send(FrameKind.EVENT, {"source": "server", "payload": started})
