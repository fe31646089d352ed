# tries: fill the kernel's memory with locks on single bytes of files
# limits: seconds=4 memory_mb=128
# forbids: ESCAPED
import ctypes
import fcntl
import os
import time

libc = ctypes.CDLL(None)
BYTES_OF_LOCK, LOCKS_OF_FILE, FILES, CHILDREN = 200, 600, 450, 8


class Lock(ctypes.Structure):
    """The structure of fcntl's F_SETLK."""

    _fields_ = (
        ("type", ctypes.c_short), ("whence", ctypes.c_short), ("start", ctypes.c_long), ("length", ctypes.c_long),
        ("pid", ctypes.c_int),
    )


reading, writing = os.pipe()
for child in range(CHILDREN):
    if os.fork() == 0:
        made, until = 0, time.monotonic() + 2.2
        lock = Lock(fcntl.F_WRLCK, 0, 0, 1, 0)
        try:
            for number in range(FILES):
                file = os.open(f"/tmp/{child}-{number}", os.O_RDWR | os.O_CREAT)
                # Backwards, so that each new lock is the first of the list.
                for start in range(2 * LOCKS_OF_FILE, 0, -2):
                    lock.start = start
                    made += libc.fcntl(file, fcntl.F_SETLK, ctypes.byref(lock)) == 0
                if time.monotonic() > until:
                    break
        except OSError:
            pass
        os.write(writing, made.to_bytes(8, "little"))
        time.sleep(3)
        os._exit(0)
made = sum(int.from_bytes(os.read(reading, 8), "little") for _ in range(CHILDREN))
time.sleep(0.5)
print(made, "locks:", made * BYTES_OF_LOCK >> 20, "MB")
if made * BYTES_OF_LOCK > 320 << 20:
    print("ESCAPED the limit of memory")
