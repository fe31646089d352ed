# tries: leave System V shared memory, semaphores and queues, and POSIX queues, which outlive processes
# forbids: ESCAPED
import ctypes
import errno
import platform

libc = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    "x86_64": {"shmget": 29, "semget": 64, "msgget": 68, "shmat": 30, "mq_open": 240, "mq_unlink": 241},
    "aarch64": {"shmget": 194, "semget": 190, "msgget": 186, "shmat": 196, "mq_open": 180, "mq_unlink": 181},
}[platform.machine()]
CREATE = 0o1666
ATTEMPTS = {
    "shmget": (0x1EF7, 1 << 20, CREATE), "semget": (0x1EF7, 4, CREATE), "msgget": (0x1EF7, CREATE),
    "shmat": (0, None, 0), "mq_open": (b"left", 0o102, 0o666, None), "mq_unlink": (b"left",),
}
for name, arguments in ATTEMPTS.items():
    result = libc.syscall(ctypes.c_long(NUMBERS[name]), *arguments)
    error = errno.errorcode[ctypes.get_errno()] if result < 0 else ""
    print("refused" if error in ("EPERM", "ENOSYS") else "ESCAPED", name, result, error)
