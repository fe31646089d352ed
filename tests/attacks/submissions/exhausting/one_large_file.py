# tries: fill the disk with one file in each folder: by writing, sparse, by fallocate, by copying
# limits: seconds=2 files_mb=8
# forbids: ESCAPED
import os

SIZE = 32 << 20
library = os.open(os.__file__, os.O_RDONLY)
small = os.open("/dev/shm/small", os.O_RDWR | os.O_CREAT)
os.write(small, b"x" * 30_000)


def writes(file):
    """Write until there is no room."""
    for _ in range(SIZE >> 20):
        os.write(file, b"x" * (1 << 20))


ATTEMPTS = {
    "write": writes,
    "allocate": lambda file: os.posix_fallocate(file, 0, SIZE),
    "seek": lambda file: os.pwrite(file, b"x", SIZE),
    "sparse": lambda file: os.truncate(file, 1 << 40),
    "copy": lambda file: [os.copy_file_range(small, file, 30_000, 0) for _ in range(1200)],
    "send": lambda file: [os.sendfile(file, library, 0, 30_000) for _ in range(1200)],
}
for folder in ("/box", "/tmp", "/dev/shm"):
    for name, action in ATTEMPTS.items():
        path = f"{folder}/large"
        file = os.open(path, os.O_RDWR | os.O_CREAT)
        try:
            action(file)
            print("no error", folder, name)
        except OSError as error:
            print(folder, name, error.strerror)
        if os.fstat(file).st_blocks * 512 > 12 << 20 or os.fstat(file).st_size >= SIZE:
            print("ESCAPED the limit of the disk", folder, name, os.fstat(file).st_size)
        os.close(file)
        os.unlink(path)
for folder in ("/", "/etc", "/dev", "/usr", "/proc", "/lib64"):
    try:
        os.open(f"{folder}/large", os.O_WRONLY | os.O_CREAT)
        print("ESCAPED wrote in", folder)
    except OSError as error:
        print(folder, error.strerror)
