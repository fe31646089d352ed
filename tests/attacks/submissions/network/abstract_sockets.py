# tries: connect to the host's abstract Unix sockets, which have no path to hide
# forbids: ESCAPED
import os
import socket

# The first is one that the suite itself listens at.
NAMES = ["backpass-attack-suite", "/tmp/.X11-unix/X0", "/tmp/dbus-", "/containerd-shim/", "/org/kernel/linux/storage/multipathd"]
NAMES += ["/run/systemd/journal", "ISCSIADM_ABSTRACT_NAMESPACE", "jobsd", "fc", "/com/ubuntu/upstart", "snap.lxd", "redis"]
for name in NAMES:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
        try:
            socket.socket(socket.AF_UNIX, kind).connect(f"\0{name}")
            print("ESCAPED connected to", name)
        except OSError as error:
            print(name, error.strerror)
for line in open("/proc/net/unix").readlines()[1:]:
    if "@" in line:
        print("ESCAPED knows of", line)
# One of its own works, and is nobody else's: another jail that runs this at the same time binds it, too.
own = socket.socket(socket.AF_UNIX)
try:
    own.bind("\0left")
    own.listen()
except OSError as error:
    print("ESCAPED shares its names with another jail", error, os.getpid())
