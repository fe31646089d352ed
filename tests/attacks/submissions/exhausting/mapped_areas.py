# tries: fill the kernel's memory with descriptions of mapped areas, copied by each fork
# limits: seconds=5 memory_mb=128
# forbids: ESCAPED
import ctypes
import mmap
import os
import time

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
PAGE, AREAS, BYTES_OF_AREA, CHILDREN = 4096, 60_000, 200, 60
flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000
place = libc.mmap(None, AREAS * PAGE, 0, flags, -1, 0)
made = 0
for number in range(0, AREAS, 2):
    if libc.mprotect(place + number * PAGE, PAGE, mmap.PROT_READ) != 0:
        break
    made += 2
started = 0
for _ in range(CHILDREN):
    if os.fork() == 0:
        time.sleep(4)
        os._exit(0)
    started += 1
time.sleep(0.7)
held = made * BYTES_OF_AREA * (started + 1)
print(made, "areas in", started + 1, "processes:", held >> 20, "MB")
if held > 320 << 20:
    print("ESCAPED the limit of memory")
