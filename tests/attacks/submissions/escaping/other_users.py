# tries: become another user, get capabilities, and make a set-uid file
# forbids: ESCAPED
import contextlib
import ctypes
import os
import platform
import stat

libc = ctypes.CDLL(None, use_errno=True)
capset = {"x86_64": 126, "aarch64": 91}[platform.machine()]
ATTEMPTS = {
    "setuid": lambda user: os.setuid(user),
    "setgid": lambda user: os.setgid(user),
    "setresuid": lambda user: os.setresuid(user, user, user),
    "setresgid": lambda user: os.setresgid(user, user, user),
    "setreuid": lambda user: os.setreuid(user, user),
    "setgroups": lambda user: os.setgroups([user]),
    "initgroups": lambda user: os.initgroups("root", user),
}
for name, action in ATTEMPTS.items():
    for user in (0, 999, 64000, 65534):
        try:
            action(user)
            print("ESCAPED", name, user)
        except OSError as error:
            print(name, user, error.strerror)
libc.setfsuid(0)
libc.setfsgid(0)
for line in open("/proc/self/status"):
    if line.startswith(("Uid:", "Gid:")) and len(set(line.split()[1:])) > 1:
        print("ESCAPED setfsuid", line)
header = (ctypes.c_uint32 * 2)(0x20080522, 0)
for value in (0xFFFFFFFF, 1 << 21, 1):
    if libc.syscall(ctypes.c_long(capset), header, (ctypes.c_uint32 * 6)(*[value] * 6)) == 0:
        print("ESCAPED capset", hex(value))
with contextlib.suppress(OSError):
    os.chown("/box/main.py", 0, 0)
    print("ESCAPED chown")
for line in open("/proc/self/status"):
    if line.startswith(("CapEff", "CapPrm", "CapBnd", "CapAmb")) and int(line.split()[1], 16):
        print("ESCAPED capabilities", line)
for line in open("/proc/self/mountinfo"):
    options = line.split()[5].split(",")
    if "nosuid" not in options and stat.S_ISDIR(os.stat(line.split()[4]).st_mode):
        print("ESCAPED set-uid files would work on", line)
print(os.getresuid(), os.getresgid(), os.getgroups())
