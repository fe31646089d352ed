# tries: type into the terminal that the server was started from
# forbids: ESCAPED
import fcntl
import os
import termios

REQUESTS = {
    "TIOCSTI": (termios.TIOCSTI, b"x"), "TIOCSCTTY": (termios.TIOCSCTTY, 1), "TIOCNOTTY": (termios.TIOCNOTTY, 0),
    "TIOCCONS": (0x541D, 0), "TIOCLINUX": (0x541C, b"\2"), "TIOCSETD": (termios.TIOCSETD, b"\0\0\0\0"),
    "VT_ACTIVATE": (0x5606, 1), "KDSETMODE": (0x4B3A, 0),
}
REQUESTS["TIOCSTI with high bits"] = (termios.TIOCSTI | 1 << 31, b"x")
for descriptor in range(8):
    for name, (request, argument) in REQUESTS.items():
        try:
            fcntl.ioctl(descriptor, request, argument)
            print("ESCAPED", descriptor, name)
        except OSError:
            pass
for name in ("/dev/tty", "/dev/console", "/dev/ptmx", "/dev/pts/0", "/dev/tty1"):
    try:
        print("ESCAPED opened", name, os.open(name, os.O_RDWR))
    except OSError as error:
        print(name, error.strerror)
