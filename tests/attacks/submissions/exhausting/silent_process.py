# tries: wait in the kernel where it is hard to wake: vfork, futex, pipes, locks
# limits: seconds=1.5
# forbids: ESCAPED
import ctypes
import fcntl
import os
import platform

libc = ctypes.CDLL(None)
reading, writing = os.pipe()
lock = open("/tmp/lock", "w")
fcntl.flock(lock, fcntl.LOCK_EX)
for number in range(8):
    if os.fork() == 0:
        if number % 4 == 0:
            os.read(reading, 1)
        elif number % 4 == 1:
            fcntl.flock(open("/tmp/lock"), fcntl.LOCK_EX)
        elif number % 4 == 2:
            cell = ctypes.c_int(0)
            libc.syscall(ctypes.c_long({"x86_64": 202, "aarch64": 98}[platform.machine()]), ctypes.byref(cell), 0, 0, None)
        else:
            while True:
                os.sched_yield()
        os._exit(0)
if platform.machine() == "x86_64":
    # The parent of a vfork sleeps, deaf to most signals, until its child has ended.
    code = bytes.fromhex("b83a0000000f05" "85c0" "7507" "b822000000" "0f05" "c3")
    import mmap

    area = mmap.mmap(-1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, 7)
    area.write(code)
    ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(area)))()
os.wait()
