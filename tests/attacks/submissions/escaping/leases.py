# tries: hold the files that all jails share, so that others wait when they open them
# forbids: ESCAPED
import fcntl
import glob
import os

import numpy

F_SETLEASE, F_NOTIFY = 1024, 1026
EPERM = 1
shared = glob.glob(f"{os.path.dirname(os.__file__)}/*.py")[:100] + glob.glob(f"{os.path.dirname(numpy.__file__)}/*.py")
held = []
for path in shared:
    held.append(os.open(path, os.O_RDONLY))
    for kind in (fcntl.F_WRLCK, fcntl.F_RDLCK):
        try:
            fcntl.fcntl(held[-1], F_SETLEASE, kind)
            print("ESCAPED a lease on", path)
            break
        except OSError:
            pass
print(len(held), "files tried")
# Where the server runs as root, the shared files are another user's. A file of one's own tells what is allowed.
with open("/tmp/own", "w"):
    pass
for name, path, request, argument in (
    ("a lease", "/tmp/own", F_SETLEASE, fcntl.F_RDLCK),
    ("notices", "/etc", F_NOTIFY, 0x8000003F),
    ("notices", "/usr/lib", F_NOTIFY, 0x8000003F),
):
    try:
        fcntl.fcntl(os.open(path, os.O_RDONLY), request, argument - (1 << 32) if argument >> 31 else argument)
        print("ESCAPED may have", name, "of", path)
    except OSError as error:
        print(name, path, error.strerror)
