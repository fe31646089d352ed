# tries: lock memory, so that the host cannot take it back
# limits: seconds=2 memory_mb=128
# forbids: ESCAPED
import ctypes
import mmap

libc = ctypes.CDLL(None, use_errno=True)
SIZE = 16 << 20
area = mmap.mmap(-1, SIZE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
address = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(area)))
for name, action in {
    "mlock": lambda: libc.mlock(address, ctypes.c_size_t(SIZE)),
    "mlock2": lambda: libc.mlock2(address, ctypes.c_size_t(SIZE), 1),
    "mlockall": lambda: libc.mlockall(3),
    "locked mapping": lambda: 0 if mmap.mmap(-1, SIZE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x2000) else -1,
}.items():
    try:
        result = action()
    except OSError as error:
        print(name, error.strerror)
        continue
    print("ESCAPED" if result == 0 else "refused", name)
locked = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmLck"))
if locked > 64:
    print("ESCAPED", locked, "kB locked")
