# tries: use up the watches for files that the host's user has in common
# forbids: ESCAPED
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
instances = 0
for _ in range(500):
    if libc.inotify_init1(0) < 0:
        break
    instances += 1
print(instances, os.strerror(ctypes.get_errno()))
if instances:
    print("ESCAPED took watches that all processes of the server's user share:", instances)
