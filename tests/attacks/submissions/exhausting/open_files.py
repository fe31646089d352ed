# tries: open files without end: duplicates, pipes, timers, descriptors of processes, descriptors on their way
# limits: seconds=3
# forbids: ESCAPED
import os
import signal
import socket

MAKERS = {
    "dup": lambda: os.dup(0),
    "pipe": lambda: os.pipe()[0],
    "event": lambda: os.eventfd(0),
    "process": lambda: os.pidfd_open(1),
    "open": lambda: os.open("/", os.O_PATH),
}
for name, make in MAKERS.items():
    kept = []
    try:
        while len(kept) < 5000:
            kept.append(make())
        print("ESCAPED the limit of open files with", name)
    except OSError as error:
        print(name, len(kept), error.strerror)
    os.closerange(20, 8192)
underway = 0
pairs = [socket.socketpair() for _ in range(40)]
try:
    for one, _ in pairs:
        one.setblocking(False)
        for _ in range(200):
            socket.send_fds(one, [b"x"], [0] * 250)
            underway += 250
except OSError as error:
    print("on the way", underway, error.strerror)
if underway > 4096:
    print("ESCAPED the limit with descriptors on their way", underway)
print(signal.getsignal(signal.SIGINT))
