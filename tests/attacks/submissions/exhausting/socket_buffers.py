# tries: fill memory in sockets: what was sent and is not yet received, large pieces and single bytes
# limits: seconds=4 memory_mb=128
# forbids: ESCAPED
import os
import socket
import time

LIMIT = 320 << 20
reading, writing = os.pipe()
for size in (65536, 1, 4096, 200_000):
    for _ in range(4):
        if os.fork() == 0:
            kept, held = [], 0
            try:
                while True:
                    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM if size == 1 else socket.SOCK_STREAM)
                    kept += [one, other]
                    for end in (one, other):
                        end.setblocking(False)
                        try:
                            while True:
                                held += max(end.send(b"x" * size), 512)
                        except BlockingIOError:
                            pass
            except OSError:
                pass
            os.write(writing, held.to_bytes(8, "little"))
            time.sleep(3)
            os._exit(0)
total = sum(int.from_bytes(os.read(reading, 8), "little") for _ in range(16))
time.sleep(0.5)
print(total >> 20, "MB held in sockets")
if total > LIMIT:
    print("ESCAPED the limit of memory")
