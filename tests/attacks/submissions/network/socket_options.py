# tries: set options of sockets: larger buffers, credentials, filters, binding to a device
# forbids: ESCAPED
import ctypes
import socket

libc = ctypes.CDLL(None, use_errno=True)
one, other = socket.socketpair()
value = (ctypes.c_int * 8)(*[1 << 26] * 8)
for level in (1, 0, 6, 17, 41, 255, 263, 270, 275, 282):
    for option in range(90):
        if libc.setsockopt(one.fileno(), level, option, value, 4) >= 0:
            print("ESCAPED set option", level, option)
print(one.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF))
