# tries: undo with prctl, seccomp and personality what holds the process
# forbids: ESCAPED
import ctypes
import errno
import platform

libc = ctypes.CDLL(None, use_errno=True)
HARMLESS = {2, 3, 15, 16, 21, 23, 30, 39, 0x53564D41}
OPTIONS = [number for number in range(90) if number not in HARMLESS] + [0x59616D61, 0x6F756D61, 0x53564D40]
for option in OPTIONS:
    for first in (0, 1):
        ctypes.set_errno(0)
        result = libc.prctl(ctypes.c_ulong(option), ctypes.c_ulong(first), 0, 0, 0)
        if result >= 0 or errno.errorcode[ctypes.get_errno()] not in ("EPERM", "ENOSYS"):
            print("ESCAPED prctl", option, first, result, ctypes.get_errno())
for option in (1, 4, 22, 38):
    if libc.prctl(ctypes.c_ulong(option | 1 << 32), 0, 0, 0, 0) >= 0:
        print("ESCAPED prctl with high bits", option)
seccomp, personality = {"x86_64": (317, 135), "aarch64": (277, 92)}[platform.machine()]
for operation in (0, 1, 2, 3):
    for flags in (0, 1, 8, 16):
        if libc.syscall(ctypes.c_long(seccomp), operation, flags, None) >= 0 or ctypes.get_errno() not in (1, 38):
            print("ESCAPED seccomp", operation, flags)
for kind in (0x0400000, 0x0040000, 0x0100000, 0x0000008, 0x4000000, 0xFFFFFFFF):
    if libc.syscall(ctypes.c_long(personality), ctypes.c_ulong(kind)) >= 0:
        print("ESCAPED personality", hex(kind))
status = dict(line.split(":\t", 1) for line in open("/proc/self/status"))
print(status["NoNewPrivs"], status["Seccomp"])
