# tries: trace, read and write process 1 and a child with the debugger's system calls
# forbids: ESCAPED
import ctypes
import errno
import os
import platform
import time

libc = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    "x86_64": {"ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312},
    "aarch64": {"ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272},
}[platform.machine()] | {"process_madvise": 440, "pidfd_getfd": 438, "process_mrelease": 448}
child = os.fork()
if child == 0:
    time.sleep(2)
    os._exit(0)
other = os.fork()
if other == 0:
    here = (ctypes.c_char * 8)()
    piece = (ctypes.c_size_t * 2)(ctypes.addressof(here), 8)
    for pid in (1, child):
        pidfd = os.pidfd_open(pid)
        attempts = {f"ptrace {request}": (NUMBERS["ptrace"], request, pid, 0, 0) for request in (0, 16, 0x4206)}
        for name in ("process_vm_readv", "process_vm_writev"):
            attempts[name] = (NUMBERS[name], pid, piece, 1, piece, 1, 0)
        attempts["kcmp"] = (NUMBERS["kcmp"], pid, os.getpid(), 0, 0, 0)
        attempts["pidfd_getfd"] = (NUMBERS["pidfd_getfd"], pidfd, 0, 0)
        attempts["process_madvise"] = (NUMBERS["process_madvise"], pidfd, piece, 1, 20, 0)
        attempts["process_mrelease"] = (NUMBERS["process_mrelease"], pidfd, 0)
        for name, (number, *arguments) in attempts.items():
            result = libc.syscall(ctypes.c_long(number), *arguments)
            error = errno.errorcode[ctypes.get_errno()] if result < 0 else ""
            print("refused" if error in ("EPERM", "ENOSYS") else "ESCAPED", name, pid, result, error, flush=True)
    os._exit(0)
os.waitpid(other, 0)
