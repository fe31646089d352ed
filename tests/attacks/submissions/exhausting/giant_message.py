# tries: send a message that says it is 4 GB long, and then one that is as long as is allowed, unread
# limits: seconds=3
# forbids: ESCAPED
import os
import socket
import stat

number = next(n for n in range(3, 64) if os.path.exists(f"/proc/self/fd/{n}") and stat.S_ISSOCK(os.fstat(n).st_mode))
channel = socket.socket(fileno=os.dup(number))
channel.setblocking(True)
for kind in range(1, 8):
    if os.fork() == 0:
        for _ in range(512):
            channel.sendall(kind.to_bytes(1, "big") + b"\xff" * (1 << 20))
        os._exit(0)
channel.sendall(b"\x02\xff\xff\xff\xff")
for _ in range(4096):
    channel.sendall(b"x" * (1 << 20))
