# tries: set the clock, the host name and the domain name
# forbids: ESCAPED
import ctypes
import platform
import socket
import time

libc = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    "x86_64": {"settimeofday": 164, "clock_settime": 227, "clock_adjtime": 305, "adjtimex": 159, "setdomainname": 171},
    "aarch64": {"settimeofday": 170, "clock_settime": 112, "clock_adjtime": 266, "adjtimex": 171, "setdomainname": 162},
}[platform.machine()]
now = (ctypes.c_long * 2)(int(time.time()), 0)
unchanged = (ctypes.c_char * 256)()
ARGUMENTS = {
    "settimeofday": (now, None), "clock_settime": (0, now), "clock_adjtime": (0, unchanged), "adjtimex": (unchanged,),
    "setdomainname": (b"evil", 4),
}
for name, arguments in ARGUMENTS.items():
    result = libc.syscall(ctypes.c_long(NUMBERS[name]), *arguments)
    print("ESCAPED" if result >= 0 else "refused", name, result)
try:
    socket.sethostname("evil")
    print("ESCAPED sethostname")
except OSError as error:
    print(error.strerror, socket.gethostname())
