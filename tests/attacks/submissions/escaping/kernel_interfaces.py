# tries: reach the parts of the kernel where most holes were: io_uring, bpf, perf, userfaultfd, fanotify and others
# forbids: ESCAPED
import ctypes
import errno
import platform

libc = ctypes.CDLL(None, use_errno=True)
OLD = {
    "x86_64": {
        "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "fanotify_init": 300, "fanotify_mark": 301,
        "memfd_create": 319, "modify_ldt": 154, "remap_file_pages": 216, "vmsplice": 278, "migrate_pages": 256,
        "move_pages": 279, "io_setup": 206, "uselib": 134,
        "sysfs": 139, "_sysctl": 156, "lookup_dcookie": 212, "pkey_alloc": 330, "setxattr": 188, "process_vm_readv": 310,
    },
    "aarch64": {
        "bpf": 280, "perf_event_open": 241, "userfaultfd": 282, "fanotify_init": 262, "fanotify_mark": 263,
        "memfd_create": 279, "remap_file_pages": 234, "vmsplice": 75, "migrate_pages": 238, "move_pages": 239,
        "io_setup": 0, "pkey_alloc": 289, "setxattr": 5, "process_vm_readv": 270,
    },
}[platform.machine()]
NEW = {
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "landlock_create_ruleset": 444,
    "memfd_secret": 447, "quotactl_fd": 443, "pidfd_getfd": 438, "process_madvise": 440, "lsm_get_self_attr": 459,
}
for name, number in (OLD | NEW).items():
    result = libc.syscall(ctypes.c_long(number), 0, None, 0, 0, 0, 0)
    error = errno.errorcode[ctypes.get_errno()] if result < 0 else ""
    print("refused" if error in ("EPERM", "ENOSYS") else "ESCAPED", name, result, error)
