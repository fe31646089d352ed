# tries: mount with the newer system calls, which old filters do not know
# forbids: ESCAPED
import ctypes
import errno

libc = ctypes.CDLL(None, use_errno=True)
HERE, CLONE, RECURSIVE = -100, 1, 0x8000
ATTEMPTS = {
    "open_tree": (428, HERE, b"/", CLONE | RECURSIVE),
    "move_mount": (429, HERE, b"/proc", HERE, b"/tmp", 0),
    "fsopen": (430, b"tmpfs", 0),
    "fsconfig": (431, 0, 6, None, None, 0),
    "fsmount": (432, 0, 0, 0),
    "fspick": (433, HERE, b"/", 0),
    "mount_setattr": (442, HERE, b"/", RECURSIVE, b"\0" * 8 + b"\1" + b"\0" * 23, 32),
    "statmount": (457, b"\0" * 32, b"\0" * 64, 64, 0),
    "listmount": (458, b"\0" * 32, b"\0" * 64, 8, 0),
    "open_tree_attr": (467, HERE, b"/", CLONE, None, 0),
}
for name, (number, *arguments) in ATTEMPTS.items():
    result = libc.syscall(ctypes.c_long(number), *arguments)
    error = errno.errorcode[ctypes.get_errno()] if result < 0 else ""
    reached = result >= 0 or error not in ("EPERM", "ENOSYS")
    print("ESCAPED" if reached else "refused", name, result, error)
