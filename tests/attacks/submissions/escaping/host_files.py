# tries: change the files that the jail shares with the host: Python, its libraries, its own program
# forbids: ESCAPED
import os
import sys

import numpy

import sandbox.program

FILES = ["/proc/self/exe", os.__file__, numpy.__file__, sandbox.program.__file__, "/etc/ld.so.cache", "/etc/localtime"]
FILES += [sys.executable, os.path.realpath(sys.executable), "/usr/share/zoneinfo/UTC", "/etc/passwd", "/dev/null"]
FOLDERS = {os.path.dirname(path) for path in FILES} | set(sys.path) | {"/", "/etc", "/usr", "/usr/lib", "/lib64", "/dev"}
for path in FILES:
    if not os.path.exists(path):
        continue
    mode = os.stat(path).st_mode & 0o7777
    actions = {
        "opened": lambda p: os.open(p, os.O_WRONLY | os.O_APPEND) if not p.startswith("/dev/") else 1 / 0,
        "cut": lambda p: os.truncate(p, os.stat(p).st_size),
        "changed the mode of": lambda p, m=mode: os.chmod(p, m),
        "changed the time of": lambda p: os.utime(p, ns=(os.stat(p).st_atime_ns, os.stat(p).st_mtime_ns)),
        "removed": lambda p: os.unlink(p) if not p.startswith("/proc") else 1 / 0,
        "moved": lambda p: os.rename(p, p + ".moved") if not p.startswith("/proc") else 1 / 0,
    }
    for name, action in actions.items():
        try:
            action(path)
            print("ESCAPED", name, path)
        except (OSError, ZeroDivisionError):
            pass
for folder in FOLDERS:
    if not folder or folder.startswith(("/box", "/tmp", "/proc")) or not os.path.isdir(folder):
        continue
    try:
        os.open(f"{folder}/left", os.O_CREAT | os.O_WRONLY)
        print("ESCAPED made a file in", folder)
    except OSError:
        pass
print(len(FOLDERS), "folders")
