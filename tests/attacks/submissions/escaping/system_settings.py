# tries: write the host's settings in /proc/sys and /sys, and read its kernel's memory
# forbids: ESCAPED
import os

if os.path.exists("/sys/kernel") or os.path.exists("/sys/fs"):
    print("ESCAPED /sys is there", os.listdir("/sys"))
refused = 0
for folder, _, names in os.walk("/proc/sys"):
    for name in names:
        path = os.path.join(folder, name)
        try:
            descriptor = os.open(path, os.O_RDWR)
        except OSError:
            refused += 1
            continue
        try:
            os.pwrite(descriptor, os.pread(descriptor, 4096, 0) or b"0\n", 0)
            print("ESCAPED wrote", path)
        except OSError as error:
            print("may open but not write", path, error.strerror)
print(refused, "settings refused")
OTHERS = "sysrq-trigger kcore kmsg kpagecount kpageflags kpagecgroup iomem ioports timer_list scsi/scsi acpi/wakeup"
OTHERS += " mtrr irq/default_smp_affinity bus/pci/devices driver/nvidia/params fs/nfsd asound/seq latency_stats vmallocinfo"
for name in OTHERS.split():
    for flags in (os.O_RDONLY, os.O_WRONLY):
        try:
            descriptor = os.open(f"/proc/{name}", flags)
        except OSError:
            continue
        try:
            text = b"" if flags == os.O_WRONLY else os.read(descriptor, 4096)
        except OSError:
            text = b""
        if flags == os.O_WRONLY or (name in ("kcore", "kmsg", "kpagecount", "kpageflags") and text):
            print("ESCAPED opened", name)
with open("/proc/self/pagemap", "rb", buffering=0) as pages:
    here = bytearray(b"x" * 8192)
    address = id(here)
    pages.seek(address // 4096 * 8)
    if int.from_bytes(pages.read(8), "little") & ((1 << 55) - 1):
        print("ESCAPED knows physical addresses")
symbols = open("/proc/kallsyms").readlines()[:50] if os.path.exists("/proc/kallsyms") else []
if any(int(line.split()[0], 16) for line in symbols):
    print("ESCAPED knows the kernel's addresses")
