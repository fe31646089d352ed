# tries: use memory that is not heap: shared mappings, memfd, /dev/zero, growing stacks, files in memory
# limits: seconds=3 memory_mb=96 files_mb=16
# forbids: ESCAPED
import ctypes
import mmap
import os
import platform
import threading
import time

libc = ctypes.CDLL(None, use_errno=True)
kept, held = [], 0
for name, opening in {
    "anonymous": lambda: mmap.mmap(-1, 64 << 20),
    "zero": lambda: mmap.mmap(os.open("/dev/zero", os.O_RDWR), 64 << 20),
    "huge pages": lambda: mmap.mmap(-1, 64 << 20, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x40000),
}.items():
    try:
        kept.append(opening())
        print("ESCAPED shared memory of nobody's" if name != "huge pages" else "a huge page", name)
    except OSError as error:
        print(name, error.strerror)
memfd_create = {"x86_64": 319, "aarch64": 279}[platform.machine()]
for number, flags in ((memfd_create, 0), (memfd_create, 4), (447, 0)):
    if libc.syscall(ctypes.c_long(number), b"x" if number != 447 else 0, flags) >= 0:
        print("ESCAPED a memory file")
for folder in ("/box", "/tmp", "/dev/shm"):
    file = os.open(f"{folder}/mapped", os.O_RDWR | os.O_CREAT)
    try:
        os.truncate(file, 15 << 20)
        area = mmap.mmap(file, 15 << 20)
        for start in range(0, len(area), 4096):
            area[start] = 1
        kept.append(area)
        held += len(area)
        os.unlink(f"{folder}/mapped")
    except (OSError, ValueError) as error:
        print(folder, error)
print(held >> 20, "MB in files", flush=True)


def deep():
    """Fill a thread's stack of 16 MB."""
    block = (ctypes.c_char * (15 << 20))()
    ctypes.memset(block, 1, len(block))
    time.sleep(2)


threading.stack_size(16 << 20)
for _ in range(24):
    try:
        threading.Thread(target=deep, daemon=True).start()
    except (RuntimeError, MemoryError) as error:
        print(error)
        break
    held += 15 << 20
time.sleep(1)
used = sum(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(("RssAnon", "RssShmem")))
print(held >> 20, "MB asked for,", used >> 10, "MB resident")
if held > 300 << 20 and used > 400 << 10:
    print("ESCAPED the limit of memory")
