# tries: push everybody's files out of the page cache, by reading all that is there and dropping it
# limits: seconds=2 memory_mb=128
# forbids: ESCAPED
import ctypes
import mmap
import os
import time

libc = ctypes.CDLL(None, use_errno=True)
until, read = time.monotonic() + 1.2, 0
for folder in ("/usr/lib", os.path.dirname(os.__file__)):
    for place, _, names in os.walk(folder):
        for name in names:
            if time.monotonic() > until or read > 1 << 30:
                break
            try:
                file = os.open(f"{place}/{name}", os.O_RDONLY)
                size = os.fstat(file).st_size
                os.posix_fadvise(file, 0, 0, os.POSIX_FADV_WILLNEED)
                read += size
                if size:
                    area = mmap.mmap(file, size, mmap.MAP_SHARED, mmap.PROT_READ)
                    area[0]
                    for advice in (20, 21, 4, 100, 101):  # COLD, PAGEOUT, DONTNEED, and what poisons a page.
                        result = area.madvise(advice) if advice < 100 else None
                    area.close()
                    assert result is None
                os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(file)
            except OSError:
                continue
print(read >> 20, "MB read")
area = mmap.mmap(-1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
area[0] = 1
address = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(area)))
for advice in (100, 101):
    if libc.madvise(address, ctypes.c_size_t(4096), advice) == 0:
        print("ESCAPED took a page of the host's memory out of use")
