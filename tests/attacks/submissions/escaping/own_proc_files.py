# tries: rewrite what /proc says of the process: out-of-memory score, users, groups, labels
# forbids: ESCAPED
import os

before = int(open("/proc/self/oom_score_adj").read())
VALUES = {
    "oom_score_adj": ["-1000", "-1", "0", "1", str(before - 1)],
    "oom_adj": ["-17", "0"],
    "uid_map": ["0 0 4294967295\n", "0 1000 1\n"],
    "gid_map": ["0 0 4294967295\n"],
    "projid_map": ["0 0 4294967295\n"],
    "setgroups": ["allow\n", "deny\n"],
    "attr/current": ["unconfined\n"],
    "attr/exec": ["exec unconfined\n"],
    "attr/keycreate": ["x\n"],
    "attr/apparmor/current": ["changeprofile unconfined\n"],
    "attr/smack/current": ["_\n"],
    "autogroup": ["-20"],
    "make-it-fail": ["1"],
    "timens_offsets": ["monotonic 1000 0\n"],
    "patch_state": ["1"],
}
for name, values in VALUES.items():
    for value in values:
        try:
            descriptor = os.open(f"/proc/self/{name}", os.O_WRONLY)
            os.write(descriptor, value.encode())
            print("written", name, value)
        except OSError as error:
            print(name, error.strerror)
            continue
        if name not in ("oom_score_adj", "oom_adj"):
            print("ESCAPED wrote", name, value)
after = int(open("/proc/self/oom_score_adj").read())
if after < before:
    print("ESCAPED the host would now rather kill something else:", before, after)
