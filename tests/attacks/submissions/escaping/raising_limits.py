# tries: raise the resource limits, the priority and the scheduling class, for itself and for process 1
# forbids: ESCAPED
import ctypes
import os
import platform
import resource

libc = ctypes.CDLL(None, use_errno=True)
NAMES = "DATA FSIZE CPU NPROC NOFILE CORE MEMLOCK MSGQUEUE SIGPENDING NICE RTPRIO".split()
for name in NAMES:
    kind = getattr(resource, f"RLIMIT_{name}")
    _, hard = resource.getrlimit(kind)
    for wanted in (hard + 1, resource.RLIM_INFINITY, 1 << 40):
        if hard == resource.RLIM_INFINITY or wanted <= hard and wanted != resource.RLIM_INFINITY:
            continue
        for raising in (lambda k=kind, w=wanted: resource.setrlimit(k, (w, w)),
                        lambda k=kind, w=wanted: resource.prlimit(1, k, (w, w))):
            try:
                raising()
                print("ESCAPED", name, hard, wanted)
            except (OSError, ValueError):
                pass
    print(name, hard)
before = os.getpriority(os.PRIO_PROCESS, 0)
for action in (lambda: os.nice(-5), lambda: os.setpriority(os.PRIO_PROCESS, 0, -20), lambda: os.setpriority(os.PRIO_USER, 0, -1)):
    try:
        action()
    except OSError as error:
        print(error.strerror)
if os.getpriority(os.PRIO_PROCESS, 0) < before:
    print("ESCAPED a better priority")
for policy in (os.SCHED_FIFO, os.SCHED_RR, 6):
    try:
        os.sched_setscheduler(0, policy, os.sched_param(1))
        print("ESCAPED scheduling class", policy)
    except OSError as error:
        print(policy, error.strerror)
ioprio_set, mlockall, sched_setattr = {"x86_64": (251, 151, 314), "aarch64": (30, 230, 274)}[platform.machine()]
if libc.syscall(ctypes.c_long(ioprio_set), 1, 0, 1 << 13) >= 0:
    print("ESCAPED ioprio_set")
if libc.syscall(ctypes.c_long(mlockall), 3) >= 0:
    print("ESCAPED mlockall")
deadline = (ctypes.c_uint64 * 7)(56 | 6 << 32, 0, 0, 10_000_000, 30_000_000, 30_000_000, 0)
if libc.syscall(ctypes.c_long(sched_setattr), 0, deadline, 0) >= 0:
    print("ESCAPED the deadline class")
