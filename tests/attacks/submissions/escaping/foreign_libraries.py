# tries: load machine code from the folders that it may write, which are mounted without execution
# forbids: ESCAPED
import ctypes
import glob
import mmap
import os
import shutil

library = next(
    path
    for pattern in ("/lib/*-linux-gnu/libutil.so*", "/lib/*-linux-gnu/libz.so*", "/usr/lib*/libm.so*", "/lib64/*.so*")
    for path in glob.glob(pattern)
)
for folder in ("/box", "/tmp", "/dev/shm"):
    copy = f"{folder}/library.so"
    shutil.copyfile(library, copy)
    os.chmod(copy, 0o755)
    try:
        ctypes.CDLL(copy)
        print("ESCAPED loaded", copy)
    except OSError as error:
        print(error)
    with open(copy, "r+b") as file:
        try:
            mmap.mmap(file.fileno(), 4096, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_EXEC)
            print("ESCAPED mapped", copy)
        except OSError as error:
            print(error)
for line in open("/proc/self/mountinfo"):
    options = line.split()[5].split(",")
    if "rw" in options and "noexec" not in options and line.split()[4].split("/")[1] != "dev":
        print("ESCAPED a writable folder with execution", line)
