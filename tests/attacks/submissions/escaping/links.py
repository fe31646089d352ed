# tries: reach out of the working folder through symbolic and hard links
# forbids: ESCAPED
import os

UP = "../" * 30
TARGETS = ["/etc/shadow", "/etc/hostname", "/proc/1/root/etc/shadow", f"{UP}etc/shadow", f"{UP}bin/sh", "/run/lock", "/var/log"]
for number, target in enumerate(TARGETS):
    for folder in ("/box", "/tmp", "/dev/shm"):
        link = f"{folder}/link{number}"
        os.symlink(target, link)
        if os.path.exists(link):
            print("ESCAPED", link, "leads to", os.path.realpath(link))
os.mkdir("/box/deep")
os.symlink("deep/..", "/box/round")
for number in range(20):
    os.symlink(f"round/../round/{UP}etc/shadow", f"/box/round{number}")
    if os.path.exists(f"/box/round{number}"):
        print("ESCAPED by a round link")
SOURCES = ["/proc/self/exe", "/proc/1/root", "/proc/self/cwd", "/etc/passwd", os.__file__, "/dev/null", "/proc/self/fd/1"]
for source in SOURCES:
    for target in ("/box/hard", f"{os.path.dirname(os.path.realpath(source))}/hard"):
        for follow in (True, False):
            try:
                os.link(source, target, follow_symlinks=follow)
            except OSError as error:
                print(source, error.strerror)
            else:
                kind = "a link to the link" if os.path.islink(target) and target == "/box/hard" else "ESCAPED hard link"
                print(kind, source, target)
                os.unlink(target)
for name in ("/etc", "/dev", "/usr", "/"):
    try:
        os.rename("/box/deep", f"{name}/moved")
        print("ESCAPED by renaming into", name)
    except OSError as error:
        print(name, error.strerror)
