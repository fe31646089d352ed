# tries: leave a core file behind, or have the host's crash handler run, which is not in the jail
# forbids: ESCAPED
import os
import resource
import signal

for limit in ((resource.RLIM_INFINITY, resource.RLIM_INFINITY), (1 << 20, 1 << 20), (2, 2)):
    try:
        resource.setrlimit(resource.RLIMIT_CORE, limit)
        print("ESCAPED raised the limit", limit)
    except (OSError, ValueError) as error:
        print(error)
for number in (signal.SIGABRT, signal.SIGSEGV, signal.SIGQUIT, signal.SIGSYS):
    pid = os.fork()
    if pid == 0:
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    print(number.name, status)
    if os.WCOREDUMP(status):
        print("ESCAPED dumped a core", open("/proc/sys/kernel/core_pattern").read())
for folder in ("/box", "/tmp", "/dev/shm", "/"):
    if any("core" in name for name in os.listdir(folder)):
        print("ESCAPED a core file in", folder)
for name in ("core_pattern", "modprobe", "core_uses_pid", "hotplug", "poweroff_cmd"):
    try:
        os.open(f"/proc/sys/kernel/{name}", os.O_WRONLY)
        print("ESCAPED", name)
    except OSError as error:
        print(name, error.strerror)
