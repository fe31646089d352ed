# tries: change the root: pivot_root, and chroot with a folder kept open outside it
# forbids: ESCAPED
import ctypes
import os
import platform

libc = ctypes.CDLL(None, use_errno=True)
outside = os.open("/", os.O_RDONLY)
os.makedirs("/box/new/old")
pivot_root = {"x86_64": 155, "aarch64": 41}[platform.machine()]
for new, old in ((b"/box/new", b"/box/new/old"), (b"/box", b"/box/new"), (b".", b"."), (b"/tmp", b"/tmp")):
    if libc.syscall(ctypes.c_long(pivot_root), new, old) == 0:
        print("ESCAPED pivot_root", new)
for folder in ("/box/new", "/tmp", "/proc/1/root", "/proc/1/cwd"):
    try:
        os.chroot(folder)
        print("ESCAPED chroot", folder)
        os.fchdir(outside)
    except OSError as error:
        print(folder, error.strerror)
