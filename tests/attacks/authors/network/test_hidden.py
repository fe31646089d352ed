# tries: reach the network: names, TCP, UDP, raw sockets
# ends: graded
# forbids: ESCAPED
import socket

import pytest

pytestmark = pytest.mark.hidden


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET])
def test_sockets(submission, family):
    with pytest.raises(OSError):
        socket.socket(family, socket.SOCK_DGRAM)
    assert submission.function("double")(1) == 2, "ESCAPED"


def test_names():
    with pytest.raises(OSError):
        socket.getaddrinfo("example.org", 80)
