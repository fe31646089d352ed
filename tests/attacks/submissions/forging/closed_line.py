# tries: close the connection and open it again with another peer
# limits: seconds=2
import os
import socket

one, other = socket.socketpair()
for number in range(3, 64):
    try:
        if os.readlink(f"/proc/self/fd/{number}").startswith("socket:") and number not in (one.fileno(), other.fileno()):
            os.dup2(other.fileno(), number)
    except OSError:
        continue
double = lambda x: 5
