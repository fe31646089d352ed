# tries: use the channel's socket for something else: its peer, listening, connecting on, datagrams, out-of-band bytes
# forbids: ESCAPED
import os
import socket
import stat


def is_socket(number):
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False


# All of them first: the copies that are made below are sockets, too.
for number in [number for number in range(512) if is_socket(number)]:
    line = socket.socket(fileno=os.dup(number))
    print(number, line.family, line.type, line.getsockname(), line.getpeername())
    if line.family != socket.AF_UNIX or line.getsockname() or line.getpeername():
        print("ESCAPED a socket that leads somewhere", line)
    ATTEMPTS = {
        "bound": lambda s: s.bind("/box/left.sock"),
        "listens": lambda s: s.listen(),
        "connected on": lambda s: s.connect("/box/left.sock"),
        "went to another": lambda s: s.sendto(b"x", "/box/other.sock"),
        "changed the peer's buffers": lambda s: s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 26),
        "sent out of band": lambda s: s.send(b"x", socket.MSG_OOB),
    }
    for name, action in ATTEMPTS.items():
        try:
            action(line)
            print("bound, to nobody's harm" if name == "bound" else f"ESCAPED {name}")
        except OSError as error:
            print(name, error.strerror)
