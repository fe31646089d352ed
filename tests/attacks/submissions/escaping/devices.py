# tries: make device nodes and open the host's devices
# forbids: ESCAPED
import os
import stat

NODES = {"mem": (1, 1), "kmsg": (1, 11), "zero": (1, 5), "sda": (8, 0), "vda": (254, 0), "tty": (5, 0), "kvm": (10, 232)}
for name, (major, minor) in NODES.items():
    for folder in ("/box", "/tmp", "/dev", "/dev/shm"):
        for kind in (stat.S_IFCHR, stat.S_IFBLK):
            try:
                os.mknod(f"{folder}/{name}", kind | 0o666, os.makedev(major, minor))
                print("ESCAPED made", folder, name)
            except OSError:
                pass
EXPECTED = {"null", "full", "random", "urandom", "shm", "fd", "stdin", "stdout", "stderr"}
print(sorted(os.listdir("/dev")))
for name in set(os.listdir("/dev")) - EXPECTED:
    if not name.startswith(("nvidia", "dri")):
        print("ESCAPED an unknown device", name)
NAMES = "mem kmem port kmsg zero tty tty0 console ptmx pts/ptmx fuse kvm net/tun vda sda nvme0n1 loop0 loop-control"
NAMES += " mapper/control uinput vhost-net userfaultfd cpu_dma_latency hpet rtc0 mqueue hugepages vsock autofs btrfs-control"
for name in NAMES.split():
    for flags in (os.O_RDONLY, os.O_RDWR):
        try:
            os.open(f"/dev/{name}", flags)
            print("ESCAPED opened", name)
        except OSError:
            pass
for name in ("null", "random"):
    before = os.stat(f"/dev/{name}").st_mode
    try:
        os.chmod(f"/dev/{name}", 0)
    except OSError as error:
        print(name, error.strerror)
    if os.stat(f"/dev/{name}").st_mode != before:
        print("ESCAPED changed", name)
