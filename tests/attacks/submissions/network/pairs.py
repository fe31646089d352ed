# tries: reach the protocols of other families, and have modules loaded for them, with socketpair
# forbids: ESCAPED
import ctypes
import errno

libc = ctypes.CDLL(None, use_errno=True)
UNIX, EPERM = 1, 1
pair = (ctypes.c_int * 2)()
for family in range(64):
    for kind in (1, 2, 5):
        result = libc.socketpair(family, kind, 0, pair)
        if family != UNIX and (result >= 0 or ctypes.get_errno() != EPERM):
            print("ESCAPED to the kernel's family", family, kind, errno.errorcode.get(ctypes.get_errno()))
