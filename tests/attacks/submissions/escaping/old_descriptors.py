# tries: use descriptors of folders that the server may have left open
# forbids: ESCAPED
import fcntl
import os
import stat

for number in range(4096):
    try:
        mode = os.fstat(number).st_mode
    except OSError:
        continue
    target = os.readlink(f"/proc/self/fd/{number}")
    print(number, target)
    if number > 2 and not stat.S_ISSOCK(mode):
        print("ESCAPED an inherited descriptor", number, target)
    if stat.S_ISDIR(mode):
        for name in ("..", "../..", "etc/shadow", "../etc/shadow"):
            try:
                print("ESCAPED folder", number, os.open(name, os.O_RDONLY, dir_fd=number))
            except OSError:
                pass
for entry in ("exe", "cwd", "root"):
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            descriptor = os.open(f"/proc/{pid}/{entry}", os.O_PATH)
        except OSError:
            continue
        if entry != "exe" and os.path.exists(f"/proc/self/fd/{descriptor}/etc/shadow"):
            print("ESCAPED by", pid, entry)
for name in os.listdir("/proc/self/map_files"):
    try:
        os.open(f"/proc/self/map_files/{name}", os.O_RDWR)
        print("ESCAPED wrote to a mapped file", name)
        break
    except OSError:
        pass
print(fcntl.fcntl(1, fcntl.F_GETFL))
