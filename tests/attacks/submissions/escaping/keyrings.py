# tries: leave keys in the kernel's keyrings, which are shared by all of a user's processes, and read others
# forbids: ESCAPED
import ctypes
import errno
import platform

libc = ctypes.CDLL(None, use_errno=True)
add_key, request_key, keyctl = {"x86_64": (248, 249, 250), "aarch64": (217, 218, 219)}[platform.machine()]
ATTEMPTS = {f"add_key {ring}": (add_key, b"user", b"left", b"secret", 6, ring) for ring in (-1, -2, -3, -4, -5)}
ATTEMPTS["add_key big"] = (add_key, b"big_key", b"left", b"x" * 1024, 1024, -4)
ATTEMPTS["request_key"] = (request_key, b"user", b"left", None, -4)
ATTEMPTS["request_key dns"] = (request_key, b"dns_resolver", b"example.org", None, -4)
ATTEMPTS |= {f"keyctl {command}": (keyctl, command, -4, 0, 0, 0) for command in range(33)}
for name, (number, *arguments) in ATTEMPTS.items():
    result = libc.syscall(ctypes.c_long(number), *arguments)
    error = errno.errorcode[ctypes.get_errno()] if result < 0 else ""
    print("refused" if error in ("EPERM", "ENOSYS") else "ESCAPED", name, result, error)
for name in ("/proc/keys", "/proc/key-users"):
    try:
        print(name, len(open(name).read()))
    except OSError as error:
        print(name, error.strerror)
