# tries: open files of the host by handle, as the known escape from containers did
# forbids: ESCAPED
import ctypes
import errno
import os
import platform
import struct

libc = ctypes.CDLL(None, use_errno=True)
to_handle, by_handle = {"x86_64": (303, 304), "aarch64": (264, 265)}[platform.machine()]
handle = ctypes.create_string_buffer(struct.pack("Ii", 128, 0) + b"\0" * 128)
mount = ctypes.c_int()
result = libc.syscall(ctypes.c_long(to_handle), -100, b"/usr/lib", handle, ctypes.byref(mount), 0)
print("ESCAPED" if result == 0 else "refused", "name_to_handle_at", os.strerror(ctypes.get_errno()))
for base in (os.open("/usr/lib", os.O_RDONLY), os.open("/box", os.O_RDONLY), -100):
    for inode in (2, 128, 256):
        root = ctypes.create_string_buffer(struct.pack("IiII", 8, 1, inode, 0))
        result = libc.syscall(ctypes.c_long(by_handle), base, root, os.O_RDONLY)
        error = errno.errorcode[ctypes.get_errno()] if result < 0 else ""
        print("refused" if error in ("EPERM", "ENOSYS") else "ESCAPED", "open_by_handle_at", inode, result, error)
