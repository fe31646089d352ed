# tries: leave named shared memory and semaphores for another job, and find those of others
# forbids: ESCAPED
import ctypes
import os
from multiprocessing import resource_tracker, shared_memory

libc = ctypes.CDLL(None, use_errno=True)
for name in ("left-1", "left-2", "psm_left"):
    try:
        found = shared_memory.SharedMemory(name=name)
        print("ESCAPED", name, bytes(found.buf[:8]))
    except OSError as error:
        print(name, error.strerror)
resource_tracker.register = lambda *_: None
for name in ("left-1", "left-2", "psm_left"):
    try:
        made = shared_memory.SharedMemory(name=name, create=True, size=4096)
        made.buf[:8] = b"left one"
    except Exception as error:
        print(name, error)
libc.sem_open.restype = ctypes.c_void_p
libc.sem_open(b"/left-semaphore", os.O_CREAT, 0o666, 1)
print(os.listdir("/dev/shm"))
if len(os.listdir("/dev/shm")) > 4:
    print("ESCAPED more than this job made")
