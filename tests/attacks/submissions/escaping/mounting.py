# tries: mount and unmount file systems, and make the read-only ones writable
# forbids: ESCAPED
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
BIND, REMOUNT, MOVE, REC, PRIVATE = 0x1000, 0x20, 0x2000, 0x4000, 0x40000
ATTEMPTS = [
    (b"x", b"/box", b"tmpfs", 0),
    (b"x", b"/tmp", b"proc", 0),
    (b"x", b"/tmp", b"sysfs", 0),
    (b"x", b"/tmp", b"devpts", 0),
    (b"x", b"/tmp", b"overlay", 0),
    (b"/dev/vda", b"/tmp", b"ext4", 0),
    (b"/", b"/tmp", None, BIND | REC),
    (b"/proc/1/root", b"/tmp", None, BIND | REC),
    (b"none", b"/", None, REMOUNT | BIND),
    (b"none", b"/usr/lib", None, REMOUNT | BIND),
    (b"/proc", b"/tmp", None, MOVE),
    (b"none", b"/", None, REC | PRIVATE),
]
for source, target, kind, flags in ATTEMPTS:
    if libc.mount(source, target, kind, ctypes.c_ulong(flags), None) == 0:
        print("ESCAPED mounted", source, "on", target)
    else:
        print(target, os.strerror(ctypes.get_errno()))
for target in (b"/proc", b"/dev/shm", b"/box", b"/usr/lib", b"/"):
    for flags in (0, 1, 2, 4):
        if libc.umount2(target, flags) == 0:
            print("ESCAPED unmounted", target)
