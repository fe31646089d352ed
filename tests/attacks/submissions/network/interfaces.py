# tries: bring the loopback interface up, read and change addresses and routes
# forbids: ESCAPED
import fcntl
import os
import socket
import struct

REQUESTS = {"SIOCGIFCONF": 0x8912, "SIOCGIFFLAGS": 0x8913, "SIOCSIFFLAGS": 0x8914, "SIOCGIFADDR": 0x8915,
            "SIOCSIFADDR": 0x8916, "SIOCADDRT": 0x890B, "SIOCBRADDBR": 0x89A0, "SIOCGSKNS": 0x894C}
sockets = list(socket.socketpair()) + [socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)]
for name, request in REQUESTS.items():
    for line in sockets:
        try:
            data = fcntl.ioctl(line, request, struct.pack("16sH22x", b"lo", 0x41))
        except OSError as error:
            print(name, error.strerror)
            continue
        if name.startswith(("SIOCS", "SIOCA", "SIOCB")) or name == "SIOCGSKNS":
            print("ESCAPED", name, data)
others = {line.split(":")[0].strip() for line in open("/proc/net/dev").readlines()[2:]} - {"lo"}
if others:
    print("network interfaces that the jail's own namespace has from the start, all down:", others)
for name in ("route", "tcp", "tcp6", "udp", "arp", "fib_trie"):
    try:
        lines = open(f"/proc/net/{name}").readlines()
    except OSError:
        continue
    if len(lines) > 1 and name != "fib_trie":
        print("ESCAPED knows of connections of the host", name, lines[1])
if os.path.exists("/sys/class/net"):
    print("ESCAPED", os.listdir("/sys/class/net"))
