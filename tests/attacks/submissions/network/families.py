# tries: every family and type of socket: raw, packet, netlink, vsock, bluetooth, AF_ALG and the forgotten ones
# forbids: ESCAPED
import ctypes
import errno

libc = ctypes.CDLL(None, use_errno=True)
UNIX, EPERM = 1, 1
for family in [*range(64), 1 | 1 << 16, 1 | 1 << 31]:
    for kind in (1, 2, 3, 4, 5, 6, 10, 2048 | 1):
        result = libc.socket(ctypes.c_uint(family), kind, 0)
        if family != UNIX and (result >= 0 or ctypes.get_errno() != EPERM):
            print("ESCAPED socket", family, kind, result, errno.errorcode.get(ctypes.get_errno()))
for protocol in (1, 6, 17, 132, 255, 0x300):
    for family, kind in ((2, 3), (10, 3), (17, 3), (16, 3), (2, 1)):
        if libc.socket(family, kind, protocol) >= 0:
            print("ESCAPED socket", family, kind, protocol)
