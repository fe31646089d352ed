# tries: change the files that the jail shares with the host: Python, its libraries, its own program
# forbids: ESCAPED
import os
import sys

import numpy

import sandbox.program

FILES = ["/proc/self/exe", os.__file__, numpy.__file__, sandbox.program.__file__, "/etc/ld.so.cache", "/etc/localtime"]
FILES += [sys.executable, os.path.realpath(sys.executable), "/usr/share/zoneinfo/UTC", "/etc/passwd", "/dev/null"]
FOLDERS = {os.path.dirname(path) for path in FILES} | set(sys.path) | {"/", "/etc", "/usr", "/usr/lib", "/lib64", "/dev"}
STICKY = 0o1000  # Means nothing on a file, so that nothing is broken where this succeeds.


def changed(path, action):
    """Whether ``action`` changed what is known of the file, whatever it returned."""
    before = os.stat(path)
    try:
        action(path)
    except OSError:
        return False
    after = os.stat(path) if os.path.exists(path) else None
    return after is None or (after.st_mode, after.st_mtime_ns) != (before.st_mode, before.st_mtime_ns)


for path in FILES:
    if not os.path.exists(path):
        continue
    known = os.stat(path)
    old_mode, times = known.st_mode & 0o7777, (known.st_atime_ns, known.st_mtime_ns)
    for name, action, undo in (
        ("mode", lambda p, m=old_mode: os.chmod(p, m | STICKY), lambda p, m=old_mode: os.chmod(p, m)),
        ("time", lambda p: os.utime(p, (1, 1)), lambda p, t=times: os.utime(p, ns=t)),
    ):
        if changed(path, action):
            print("ESCAPED changed the", name, "of", path)
            undo(path)
    for name, action in {
        "opened": lambda p: os.open(p, os.O_WRONLY | os.O_APPEND),
        "cut": lambda p: os.truncate(p, os.stat(p).st_size),
        "removed": os.unlink,
        "moved": lambda p: os.rename(p, f"{p}.moved"),
    }.items():
        if (path.startswith("/dev/") and name == "opened") or (path.startswith("/proc/") and name in ("removed", "moved")):
            continue
        try:
            action(path)
            print("ESCAPED", name, path)
        except OSError:
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
