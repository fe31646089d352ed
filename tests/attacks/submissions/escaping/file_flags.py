# tries: change flags, versions and projects of the host's files with ioctl, which a read-only mount need not stop
# forbids: ESCAPED
import fcntl
import os
import struct

import numpy

GET_FLAGS, SET_FLAGS, NO_DUMP = 0x80086601, 0x40086602, 0x40
GET_MORE, SET_MORE = 0x801C581F, 0x401C5820
REQUESTS = {"SETVERSION": 0x40087602, "FICLONE": 0x40049409, "FITRIM": 0xC0185879, "FIFREEZE": 0xC0045877,
            "FIBMAP": 1, "SETFSLABEL": 0x41009432, "ENABLE_VERITY": 0x40806685, "ADD_ENCRYPTION_KEY": 0xC0506617,
            "SHUTDOWN": 0x8004587D, "BTRFS_SNAP_CREATE": 0x50009401, "EXT4_RESIZE_FS": 0x40086610}
for path in ("/proc/self/exe", os.__file__, numpy.__file__, "/usr/lib", "/", "/etc/localtime"):
    file = os.open(path, os.O_RDONLY)
    try:
        before = fcntl.ioctl(file, GET_FLAGS, b"\0" * 8)
        flags = struct.unpack("q", before)[0] ^ NO_DUMP
        fcntl.ioctl(file, SET_FLAGS, struct.pack("q", flags))
        print("ESCAPED changed the flags of", path)
        fcntl.ioctl(file, SET_FLAGS, before)
    except OSError as error:
        print(path, "flags", error.strerror)
    try:
        more = fcntl.ioctl(file, GET_MORE, b"\0" * 28)
        fcntl.ioctl(file, SET_MORE, more)
        print("ESCAPED may change the project of", path)
    except OSError as error:
        print(path, "project", error.strerror)
    for name, request in REQUESTS.items():
        try:
            fcntl.ioctl(file, request, bytearray(256))
            print("ESCAPED", name, path)
        except OSError as error:
            print(path, name, error.strerror)
