# tries: watch which shared files the hidden tests and the jobs of others open
# forbids: ESCAPED
import ctypes
import os
import select
import site
import time

import numpy

libc = ctypes.CDLL(None, use_errno=True)
EVERYTHING = 0xFFF
watch = libc.inotify_init1(os.O_NONBLOCK)
print("watching" if watch >= 0 else "refused", os.strerror(ctypes.get_errno()))
FOLDERS = [os.path.dirname(os.__file__), os.path.dirname(numpy.__file__), *site.getsitepackages(), "/etc", "/usr/share/zoneinfo"]
names = {}
for folder in FOLDERS:
    number = libc.inotify_add_watch(watch, folder.encode(), EVERYTHING) if watch >= 0 else -1
    names[number] = folder
    if number >= 0:
        print("ESCAPED may watch", folder)
if watch >= 0:
    time.sleep(0.01)
    try:
        while os.read(watch, 1 << 16):
            pass
    except BlockingIOError:
        pass
    until = time.monotonic() + 0.3
    while time.monotonic() < until:
        if select.select([watch], [], [], 0.1)[0]:
            data = os.read(watch, 1 << 16)
            print("ESCAPED sees what others open in", names.get(int.from_bytes(data[:4], "little")), data[4:8], data[16:48])
            break
