# tries: hold the files that all jails share, so that others wait when they open them
# forbids: ESCAPED
import fcntl
import glob
import os

import numpy

F_SETLEASE, F_NOTIFY, F_SETSIG = 1024, 1026, 10
held = []
for path in glob.glob(f"{os.path.dirname(os.__file__)}/*.py")[:100] + glob.glob(f"{os.path.dirname(numpy.__file__)}/*.py"):
    descriptor = os.open(path, os.O_RDONLY)
    held.append(descriptor)
    for kind in (fcntl.F_WRLCK, fcntl.F_RDLCK):
        try:
            fcntl.fcntl(descriptor, F_SETLEASE, kind)
            print("ESCAPED a lease on", path)
            break
        except OSError:
            pass
print(len(held), "files tried")
