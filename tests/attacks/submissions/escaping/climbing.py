# tries: climb above / and reach the host's files by .. and by /proc's links
# forbids: ESCAPED
import os

HOST = "root/.bashrc root/.profile etc/shadow etc/hostname etc/os-release bin/sh usr/bin/env usr/sbin sys/kernel var/log".split()
UP = "../" * 40
STARTS = ["/", "/box/", f"/{UP}", f"/box/{UP}", "//", "/./../", "/proc/1/root/", f"/proc/1/root/{UP}", "/proc/self/root/"]
STARTS += [f"/proc/self/cwd/{UP}", f"/proc/1/cwd/{UP}", f"/proc/self/task/{os.getpid()}/root/{UP}", f"/dev/fd/../root/{UP}"]
STARTS += [f"/proc/thread-self/root/{UP}", f"/proc/self/fd/../../{UP}", f"/.host/{UP}", f"/proc/self/ns/{UP}"]
for start in STARTS:
    for name in HOST:
        if os.path.exists(start + name):
            print("ESCAPED", start + name)
root = os.open("/", os.O_PATH)
for _ in range(50):
    root = os.dup(os.open("..", os.O_PATH, dir_fd=root))
    if set(os.listdir(f"/proc/self/fd/{root}")) & {"bin", "sbin", "boot", "sys", "mnt"}:
        print("ESCAPED through a descriptor", os.listdir(f"/proc/self/fd/{root}"))
os.chdir("/")
for _ in range(50):
    os.chdir("..")
print(os.getcwd(), sorted(os.listdir(".")))
