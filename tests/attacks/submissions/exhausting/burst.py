# tries: allocate in many processes at the same moment, faster than anybody looks
# limits: seconds=4 memory_mb=128
# forbids: ESCAPED
import mmap
import os
import time

EACH, PROCESSES = 48 << 20, 24
go_reading, go_writing = os.pipe()
reading, writing = os.pipe()
for _ in range(PROCESSES):
    if os.fork() == 0:
        os.read(go_reading, 1)
        block = mmap.mmap(-1, EACH, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        for start in range(0, EACH, 4096):
            block[start] = 1
        os.write(writing, b"x")
        time.sleep(3)
        os._exit(0)
os.write(go_writing, b"x" * PROCESSES)
held = 0
while held < PROCESSES:
    held += len(os.read(reading, PROCESSES))
    if held * EACH > 512 << 20:
        print("held", held * EACH >> 20, "MB for a moment", flush=True)
time.sleep(0.3)
print("ESCAPED the limit of memory")
