# tries: fill the kernel's memory with descriptors watched by descriptors
# limits: seconds=4 memory_mb=128
# forbids: ESCAPED
import os
import select
import time

BYTES_OF_ITEM, CHILDREN = 190, 40
reading, writing = os.pipe()
for _ in range(CHILDREN):
    if os.fork() == 0:
        made, kept, until = 0, [], time.monotonic() + 2.2
        targets = [os.eventfd(0) for _ in range(240)]
        try:
            while time.monotonic() < until:
                watcher = select.epoll()
                kept.append(watcher)
                for target in targets:
                    watcher.register(target)
                    made += 1
        except OSError:
            pass
        os.write(writing, made.to_bytes(8, "little"))
        time.sleep(3)
        os._exit(0)
made = sum(int.from_bytes(os.read(reading, 8), "little") for _ in range(CHILDREN))
time.sleep(0.5)
print(made, "items:", made * BYTES_OF_ITEM >> 20, "MB")
if made * BYTES_OF_ITEM > 320 << 20:
    print("ESCAPED the limit of memory")
