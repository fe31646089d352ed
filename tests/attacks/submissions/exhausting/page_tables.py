# tries: fill memory with page tables, by reading single pages far apart, in several processes
# limits: seconds=4 memory_mb=128
# forbids: ESCAPED
import ctypes
import mmap
import os
import time

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
NO_RESERVE, NO_HUGE_PAGES, STEP = 0x4000, 15, 1 << 21
SIZE = 80 << 30  # 40,960 tables of 4 KiB: 160 MB in each of four processes.
for _ in range(4):
    if os.fork() == 0:
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | NO_RESERVE
        place = libc.mmap(None, SIZE, mmap.PROT_READ, flags, -1, 0)
        libc.madvise(place, SIZE, NO_HUGE_PAGES)
        for start in range(0, SIZE, STEP):
            ctypes.string_at(place + start, 1)
        time.sleep(3)
        os._exit(0)
time.sleep(3)
tables = sum(
    int(line.split()[1])
    for pid in os.listdir("/proc") if pid.isdigit()
    for line in open(f"/proc/{pid}/status") if line.startswith("VmPTE")
)
print(tables >> 10, "MB of page tables")
if tables > 320 << 10:
    print("ESCAPED the limit of memory")
