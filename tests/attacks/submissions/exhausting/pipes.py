# tries: fill memory in pipes, which belongs to no process
# limits: seconds=4 memory_mb=128
# forbids: ESCAPED
import os
import time

MOST, LIMIT = 640 << 20, 320 << 20
total_reading, total_writing = os.pipe()


def fill():
    """Fill pipes until there are no more descriptors, and say how many bytes they hold."""
    held = 0
    try:
        while held < MOST // 16:
            _, writing = os.pipe()
            os.set_blocking(writing, False)
            try:
                while True:
                    held += os.write(writing, b"x" * 65536)
            except BlockingIOError:
                pass
    except OSError:
        pass
    os.write(total_writing, held.to_bytes(8, "little"))
    time.sleep(3)
    os._exit(0)


total = 0
for _ in range(200):
    if os.fork() == 0:
        fill()
    total += int.from_bytes(os.read(total_reading, 8), "little")
    if total > MOST:
        break
time.sleep(0.5)
print(total >> 20, "MB held in pipes")
if total > LIMIT:
    print("ESCAPED the limit of memory")
