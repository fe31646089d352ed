# tries: fill the server's table of descriptors by sending it some along with messages
# forbids: ESCAPED
import array
import os
import socket
import stat

from sandbox.wire import FrameKind, FrameSocket


def frame(kind, body):
    """The bytes of one frame, as the wire format has them."""
    own, other = socket.socketpair()
    FrameSocket(own).send(kind, body)
    own.close()
    return other.recv(1 << 16)


message = frame(FrameKind.EVENT, {"kind": "left", "data": {}})
channel = next(n for n in range(3, 64) if os.path.exists(f"/proc/self/fd/{n}") and stat.S_ISSOCK(os.fstat(n).st_mode))
line = socket.socket(fileno=os.dup(channel))
kept = [os.open("/box/main.py", os.O_RDONLY) for _ in range(100)]
sent = 0
for _ in range(50):
    try:
        line.sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", kept))])
        sent += len(kept)
    except OSError as error:
        print(error.strerror)
        break
print("sent", sent)
