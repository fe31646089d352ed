# tries: start a process that is a child of the jail's keeper, outside of what it waits for
# forbids: ESCAPED
import ctypes
import os
import platform

libc = ctypes.CDLL(None, use_errno=True)
clone = {"x86_64": 56, "aarch64": 220}[platform.machine()]
CLONE_PARENT, SIGCHLD = 0x8000, 17
result = libc.syscall(ctypes.c_long(clone), ctypes.c_ulong(CLONE_PARENT | SIGCHLD), None, None, None, None)
if result == 0:
    os._exit(0)
print("ESCAPED" if result > 0 else "refused", result, os.strerror(ctypes.get_errno()))
child = os.fork()
if child == 0:
    grandchild = libc.syscall(ctypes.c_long(clone), ctypes.c_ulong(CLONE_PARENT | SIGCHLD), None, None, None, None)
    if grandchild == 0:
        os._exit(0 if os.getppid() == 1 else 7)
    os._exit(0)
codes = [os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(2)]
if 7 in codes:
    print("ESCAPED a child of an unknown parent")
print(codes)
