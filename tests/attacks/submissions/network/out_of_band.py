# tries: out-of-band bytes on Unix sockets, the way out of Chromium's sandbox in 2025
# forbids: ESCAPED
import socket

for flags in (socket.MSG_OOB, socket.MSG_OOB | socket.MSG_DONTWAIT):
    for send in (
        lambda s, f: s.send(b"x", f),
        lambda s, f: s.sendmsg([b"x"], [], f),
    ):
        one, other = socket.socketpair()
        one.setblocking(False)
        other.setblocking(False)
        try:
            send(one, flags)
            print("ESCAPED sent out of band")
        except OSError as error:
            print(error.strerror)
        try:
            print("received", other.recv(10, socket.MSG_OOB))
        except OSError as error:
            print(error.strerror)
