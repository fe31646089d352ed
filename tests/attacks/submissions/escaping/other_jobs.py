# tries: see other jobs: their processes, files and shared memory
# forbids: ESCAPED
import os

pids = [name for name in os.listdir("/proc") if name.isdigit()]
if pids != ["1"]:
    print("ESCAPED other processes", pids)
for folder, expected in (("/box", {"main.py", "submission.py", "work.py"}), ("/tmp", set()), ("/dev/shm", set())):
    for name in set(os.listdir(folder)) - expected:
        print(folder, name)
        if name.startswith("left"):
            print("ESCAPED something left by another job", folder, name)
names = {line.split()[-1] for line in open("/proc/net/unix").readlines()[1:] if line.split()[-1].startswith(("@", "/"))}
if names:
    print("ESCAPED sockets of others", names)
# The kernel shows locks without a process (-1) in every namespace.
locks = [line for line in open("/proc/locks") if line.split()[4] != "-1"]
if locks:
    print("ESCAPED locks of others", locks)
for name in ("shm", "sem", "msg"):
    if len(open(f"/proc/sysvipc/{name}").readlines()) > 1:
        print("ESCAPED System V", name)
for folder in ("/box", "/tmp", "/dev/shm"):
    with open(f"{folder}/left", "w") as file:
        file.write("for the next job")
