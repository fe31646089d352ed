# tries: administer the host: modules, another kernel, restart, swap, quotas, accounting, its log, ports
# forbids: ESCAPED
import ctypes
import errno
import platform

libc = ctypes.CDLL(None, use_errno=True)
CTRL_ALT_DELETE_OFF = 0  # The harmless one of reboot's commands.
MAGIC = (0xFEE1DEAD - (1 << 32), 672274793)
ATTEMPTS = {
    "x86_64": {
        "init_module": (175, b"x", 1, b""), "finit_module": (313, 0, b"", 0), "delete_module": (176, b"none", 0),
        "kexec_load": (246, 0, 0, None, 0), "kexec_file_load": (320, 0, 0, 0, b"", 0),
        "reboot": (169, *MAGIC, CTRL_ALT_DELETE_OFF, None), "swapon": (167, b"/box/main.py", 0),
        "swapoff": (168, b"/box/main.py"), "quotactl": (179, 0x800002, b"/dev/vda", 0, None), "acct": (163, b"/box/acct"),
        "syslog": (103, 3, b" " * 64, 64), "iopl": (172, 3), "ioperm": (173, 0x70, 2, 1), "vhangup": (153,),
        "create_module": (174, b"x", 1), "nfsservctl": (180, 0, None, None), "sync": (162,), "syncfs": (306, 1),
    },
    "aarch64": {
        "init_module": (105, b"x", 1, b""), "finit_module": (273, 0, b"", 0), "delete_module": (106, b"none", 0),
        "kexec_load": (104, 0, 0, None, 0), "kexec_file_load": (294, 0, 0, 0, b"", 0),
        "reboot": (142, *MAGIC, CTRL_ALT_DELETE_OFF, None), "swapon": (224, b"/box/main.py", 0),
        "swapoff": (225, b"/box/main.py"), "quotactl": (60, 0x800002, b"/dev/vda", 0, None), "acct": (89, b"/box/acct"),
        "syslog": (116, 3, b" " * 64, 64), "vhangup": (58,), "sync": (81,), "syncfs": (267, 1),
    },
}[platform.machine()]
for name, (number, *arguments) in ATTEMPTS.items():
    result = libc.syscall(ctypes.c_long(number), *arguments)
    error = errno.errorcode[ctypes.get_errno()] if result < 0 else ""
    print("refused" if error in ("EPERM", "ENOSYS") else "ESCAPED", name, result, error)
